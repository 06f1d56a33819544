import { Slot, useShell, useSlotEntries } from '@portico/micro-app/react'
import { EmptyState, PageHeader, useLiveRefresh, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useEffect } from 'react'
import { messages } from './common/messages.ts'
import { MonthPicker } from './features/month/MonthPicker.tsx'
import { useMonth } from './features/month/use-month.ts'
import { StartCard } from './features/start/StartCard.tsx'

/** Any of them may be a step of the start. */
const REFRESHING = [
  'catalog.product.changed',
  'inventory.stock.changed',
  'sales.order.changed',
  'sales.import.finished',
] as const

/** The page, its month and the order of what it shows; the cards come through the slot, from the apps whose subject they are. */
export function Workbench(): ReactNode {
  const t = useMessages(messages)
  const { session, tabs } = useShell()
  const { month, currentMonth, setMonth } = useMonth()
  const hasCards = useSlotEntries('workbench.card').length > 0
  // Months are what sales are counted by.
  const hasMonths = session.can('sales.order.read')
  useLiveRefresh(REFRESHING)
  useEffect(() => tabs.setTitle(t.title), [tabs, t])
  const picker = <MonthPicker month={month} currentMonth={currentMonth} onChange={setMonth} />
  return (
    <div className="p-page">
      <PageHeader title={t.title} actions={hasMonths && picker} />
      <StartCard />
      <Slot name="workbench.card" context={{ month, showMonth: setMonth }} className="wb-cards" />
      {!hasCards && <EmptyState title={t.nothingAllowed} text={t.nothingAllowedText} />}
    </div>
  )
}
