import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { activityMessages } from './activity.messages.ts'
import type { ActivityEntry } from './use-order-activity.ts'

type Change = ActivityEntry['changes'][number]

interface ActivityChangesProps {
  changes: Change[]
  currency: string
}

/** What an edit changed, each value before and after it. */
export function ActivityChanges({ changes, currency }: ActivityChangesProps): ReactNode {
  return (
    <ul className="sales-changes">
      {changes.map(change => (
        <li key={`${change.field} ${change.item} ${change.before} ${change.after}`}>
          <ChangeText change={change} currency={currency} />
        </li>
      ))}
    </ul>
  )
}

function ChangeText({ change, currency }: { change: Change; currency: string }): ReactNode {
  const t = useMessages(activityMessages)
  const { quantity } = useFormats()
  const valueText = useValueText(currency)
  const { field, before, after } = change
  const item = change.item ?? ''
  if (field === 'RESTOCK') return t.restocked
  if (field === 'LINE') {
    return after === null ? t.removed(item, quantity(before ?? '0')) : t.added(item, quantity(after))
  }
  // The graph may be newer than this page.
  const label = t[field] ?? t.OTHER
  return (
    <>
      {item ? t.of(label, item) : label}: <del>{valueText(field, before)}</del>{' '}
      <span className="sales-hidden">{t.to}</span>
      <span aria-hidden>→</span> <ins>{valueText(field, after)}</ins>
    </>
  )
}

function useValueText(currency: string) {
  const t = useMessages(activityMessages)
  const { money, percent, quantity } = useFormats()
  return (field: Change['field'], value?: string | null): string => {
    if (value == null) return field === 'CUSTOMER' ? t.counterSale : t.nothing
    if (field === 'QUANTITY') return quantity(value)
    if (field === 'DISCOUNT') return percent(value)
    if (field === 'UNIT_PRICE' || field === 'TOTAL') return money(value, currency)
    return value
  }
}
