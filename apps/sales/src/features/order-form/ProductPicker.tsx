import { SearchSelect, useFormats, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useId, useState } from 'react'
import type { ProductChoiceFragment } from '../../graph/graph.generated.ts'
import { useProductChoices } from '../product/use-product-choices.ts'
import type { DraftProduct } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

interface ProductPickerProps {
  value: DraftProduct | null
  label: string
  problem?: string
  onPick: (product: ProductChoiceFragment) => void
}

export function ProductPicker({ value, label, problem, onPick }: ProductPickerProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const { choices, isCurrent, stock, isLoading } = useProductChoices(typed, isOpen)
  const problemId = useId()
  const sellable = choices.filter(({ isActive }) => isActive)
  const pick = (id: string) => {
    const product = sellable.find(choice => choice.id === id)
    if (product) onPick(product)
  }
  return (
    <div className="sales-picker">
      <SearchSelect
        className="sales-wide"
        classNames={{ popup: { root: 'sales-picker-popup' } }}
        onTyped={setTyped}
        aria-label={label}
        aria-describedby={problem && problemId}
        status={problem && 'error'}
        placeholder={t.productPlaceholder}
        value={value?.id}
        labelRender={() => value && <PickedProduct product={value} />}
        options={sellable.map(product => ({ value: product.id, label: product.name, product }))}
        optionRender={({ data }) => <Choice product={data.product} available={stock.get(data.product.id)} />}
        loading={isOpen && isLoading}
        notFoundContent={isCurrent ? t.noProducts : t.searching}
        onOpenChange={setOpen}
        onSelect={pick}
      />
      {problem && (
        <span id={problemId} className="sales-problem">
          {problem}
        </span>
      )}
    </div>
  )
}

function PickedProduct({ product }: { product: DraftProduct }): ReactNode {
  return (
    <>
      <span className="sales-code">{product.code}</span> {product.name}
    </>
  )
}

function Choice({ product, available }: { product: ProductChoiceFragment; available?: string }): ReactNode {
  const t = useMessages(orderFormMessages)
  const { money, quantity, unit } = useFormats()
  const { listPrice } = product
  return (
    <span className="sales-choice">
      <span className="sales-choice-name">
        <span className="sales-code">{product.code}</span> {product.name}
      </span>
      <span className="sales-choice-facts">
        {available !== undefined && (
          <span>{t.available(quantity(available), unit(product.unit, available))}</span>
        )}
        {listPrice && <strong>{money(listPrice.amount, listPrice.currency)}</strong>}
      </span>
    </span>
  )
}
