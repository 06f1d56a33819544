import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useEffect, useState } from 'react'
import { useCustomer, useCustomerChoices } from '../customer/use-customer-choices.ts'
import { ordersMessages } from './orders.messages.ts'

interface CustomerFilterProps {
  /** Id, or empty text for any. */
  value: string
  onChange: (customerId: string, options?: { replace: boolean }) => void
}

export function CustomerFilter({ value, onChange }: CustomerFilterProps): ReactNode {
  const t = useMessages(ordersMessages)
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const { choices, isCurrent, isLoading } = useCustomerChoices(typed, isOpen)
  const isSearched = typed.trim() !== ''
  const chosen = useCustomer(value)
  const isUnknown = value !== '' && chosen === null
  // A customer that is not there narrows the list to nothing, and the box could only show the id.
  useEffect(() => {
    if (isUnknown) onChange('', { replace: true })
  }, [isUnknown, value])
  const offered =
    !isSearched && chosen && !choices.some(({ id }) => id === chosen.id) ? [chosen, ...choices] : choices
  return (
    <div className="sales-filter-customer">
      <SearchSelect
        allowClear
        onTyped={setTyped}
        className="sales-wide"
        aria-label={t.customer}
        placeholder={t.anyCustomer}
        value={value || undefined}
        loading={isOpen && isLoading}
        options={offered.map(({ id, name }) => ({ value: id, label: name }))}
        notFoundContent={isCurrent ? t.noCustomers : t.searching}
        onOpenChange={setOpen}
        onChange={next => onChange(next ?? '')}
      />
    </div>
  )
}
