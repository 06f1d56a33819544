import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import type { CustomerChoiceFragment } from '../../graph/graph.generated.ts'
import { useCustomerChoices } from '../customer/use-customer-choices.ts'
import { orderFormMessages } from './order-form.messages.ts'

/** No customer's id: a real choice, so that a counter sale is said and not merely left open. */
const COUNTER_SALE = ''

interface CustomerPickerProps {
  id: string
  value: CustomerChoiceFragment | null
  onChange: (customer: CustomerChoiceFragment | null) => void
}

export function CustomerPicker({ id, value, onChange }: CustomerPickerProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const { choices, isCurrent, isLoading } = useCustomerChoices(typed, isOpen)
  const isSearched = typed.trim() !== ''
  // What was not searched for is offered while nothing is typed only: a search chooses what it found.
  const isKept = !isSearched && value && !choices.some(choice => choice.id === value.id)
  const offered = isKept ? [value, ...choices] : choices
  const isCounterSaleOffered = t.counterSale.toLowerCase().includes(typed.trim().toLowerCase())
  const options = [
    ...(isCounterSaleOffered ? [{ value: COUNTER_SALE, label: t.counterSale, hint: '' }] : []),
    ...offered.map(({ id, name, code, country }) => ({
      value: id,
      label: name,
      hint: country ? `${code} · ${country}` : code,
    })),
  ]
  return (
    <div className="sales-picker">
      <SearchSelect
        id={id}
        className="sales-wide"
        onTyped={setTyped}
        value={value?.id ?? COUNTER_SALE}
        options={options}
        optionRender={({ data }) => (
          <span className="sales-choice">
            <span className="sales-choice-name">{data.label}</span>
            <span className="sales-choice-facts">{data.hint}</span>
          </span>
        )}
        loading={isOpen && isLoading}
        notFoundContent={isCurrent ? t.noCustomers : t.searching}
        onOpenChange={setOpen}
        onChange={chosen => onChange(offered.find(choice => choice.id === chosen) ?? null)}
      />
    </div>
  )
}
