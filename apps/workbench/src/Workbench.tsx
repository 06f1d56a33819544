import { Slot, useShell, useSlotEntries } from '@portico/micro-app/react'
import { EmptyState, PageHeader, useLiveRefresh, useMessages } from '@portico/shared-ui/react'
import { useEffect } from 'react'
import { messages } from './common/messages.ts'
import { BestProductsCard } from './features/best-products/BestProductsCard.tsx'
import { DailySalesCard } from './features/daily-sales/DailySalesCard.tsx'
import { FigureCards } from './features/figures/FigureCards.tsx'
import { LastOrdersCard } from './features/last-orders/LastOrdersCard.tsx'
import { MonthPicker } from './features/month/MonthPicker.tsx'
import { useMonth } from './features/month/use-month.ts'
import { StartCard } from './features/start/StartCard.tsx'

/** Every figure of the page may come out changed. */
const REFRESHING = [
  'catalog.product.changed',
  'inventory.stock.changed',
  'sales.order.changed',
  'sales.import.finished',
] as const

/**
 * Each card asks for its own data, so a part of the system that is down takes only its card with it. Cards of other apps come
 * through the slot, from those apps.
 */
export function Workbench() {
  const t = useMessages(messages)
  const { session, tabs } = useShell()
  const { month, currentMonth, setMonth } = useMonth()
  const seesSales = session.can('sales.order.read')
  const hasCards = useSlotEntries('workbench.card').length > 0
  useLiveRefresh(REFRESHING)
  useEffect(() => tabs.setTitle(t.title), [tabs, t])
  const picker = <MonthPicker month={month} currentMonth={currentMonth} onChange={setMonth} />
  return (
    <div className="p-page">
      <PageHeader title={t.title} actions={seesSales && picker} />
      <StartCard />
      {seesSales && <FigureCards month={month} />}
      <div className="wb-grid">
        {seesSales && <DailySalesCard month={month} onMonth={setMonth} />}
        <Slot name="workbench.card" context={{ month }} className="wb-slot" />
        {seesSales && <BestProductsCard month={month} />}
        {seesSales && <LastOrdersCard month={month} />}
      </div>
      {!seesSales && !hasCards && <EmptyState title={t.nothingAllowed} text={t.nothingAllowedText} />}
    </div>
  )
}
