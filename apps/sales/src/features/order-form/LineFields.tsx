import { DeleteOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { MoneyText, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type Dispatch, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { DecimalInput } from './DecimalInput.tsx'
import { LineStock } from './LineStock.tsx'
import { type LineProblems, lineAmount } from './order-checks.ts'
import type { DraftChange, DraftLine, DraftProduct } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'
import { ProductPicker } from './ProductPicker.tsx'

interface LineFieldsProps {
  line: DraftLine
  position: number
  problems: LineProblems
  onChange: Dispatch<DraftChange>
}

export function LineFields({ line, position, problems, onChange }: LineFieldsProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const row = useRef<HTMLLIElement>(null)
  const expectQuantity = useFocusAfterPick(row, line.product)
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onChange({ type: 'add' })
  }
  const decimals = [
    { field: 'quantity', label: t.quantity },
    { field: 'unitPrice', label: t.unitPrice },
    { field: 'discountPercent', label: t.discount },
  ] as const
  return (
    <li ref={row} className="sales-line" aria-label={t.line(position)}>
      <div className="sales-line-product-field">
        <ProductPicker
          value={line.product}
          label={`${t.product}, ${t.line(position)}`}
          problem={problems.product && t[problems.product]}
          onPick={product => {
            onChange({ type: 'product', key: line.key, product })
            expectQuantity()
          }}
        />
        <LineStock product={line.product} quantity={line.quantity} />
      </div>
      {decimals.map(({ field, label }) => (
        <DecimalInput
          key={field}
          field={field}
          label={`${label}, ${t.line(position)}`}
          shortLabel={label}
          value={line[field]}
          problem={problems[field] && t[problems[field]]}
          onChange={typed => onChange({ type: 'line', key: line.key, patch: { [field]: typed } })}
          onKeyDown={addOnEnter}
        />
      ))}
      <LineAmount line={line} />
      <Button
        type="text"
        className="sales-line-remove"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t.removeLine(position)}
        onClick={() => onChange({ type: 'remove', key: line.key })}
      />
    </li>
  )
}

/** After a pick, typing goes on in the quantity; only once the picked product has been rendered is there one to select. */
function useFocusAfterPick(row: RefObject<HTMLLIElement | null>, product: DraftProduct | null): () => void {
  const isPicked = useRef(false)
  useEffect(() => {
    if (!isPicked.current) return
    isPicked.current = false
    row.current?.querySelector<HTMLInputElement>('input[data-field="quantity"]')?.focus()
  }, [row, product])
  return () => {
    isPicked.current = true
  }
}

function LineAmount({ line }: { line: DraftLine }): ReactNode {
  const { currency } = useShell().session.info.tenant
  const amount = lineAmount(line)
  return (
    <span className="sales-line-amount">
      {amount ? <MoneyText amount={amount.toFixed(2)} currency={currency} /> : '–'}
    </span>
  )
}
