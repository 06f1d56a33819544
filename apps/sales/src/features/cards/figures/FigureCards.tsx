import { useShell, useSlotContext } from '@portico/micro-app/react'
import { addMonths, dayOfMonth, monthOfDay } from '@portico/shared-ui'
import { Loaded, useFormats, useLiveRefresh, useMessages, useToday } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { DeltaText } from './DeltaText.tsx'
import { compare, reachedBy } from './delta.ts'
import { FigureCard } from './FigureCard.tsx'
import { monthFiguresMessages } from './figures.messages.ts'
import { ShippedCard } from './ShippedCard.tsx'
import { salesListPath } from './sales-list-path.ts'
import { type MonthFigures, useFigures } from './use-figures.ts'
import './figures.css'

const REFRESHING = ['sales.order.changed', 'sales.import.finished'] as const

/** A contribution to `workbench.card`: the month in figures, beside the month before. */
export function FigureCards(): ReactNode {
  const t = useMessages(monthFiguresMessages)
  const { month } = useSlotContext('workbench.card')
  useLiveRefresh(REFRESHING)
  return (
    <section className="p-figures sales-card-figures" aria-label={t.figures}>
      <Loaded query={useFigures(month)} rows={2}>
        {figures => (
          <div className="p-figure-grid">
            <Cards figures={figures} />
            <ShippedCard month={month} />
          </div>
        )}
      </Loaded>
    </section>
  )
}

function Cards({ figures }: { figures: MonthFigures }): ReactNode {
  const t = useMessages(monthFiguresMessages)
  const { integer, month: monthName } = useFormats()
  const { today, thisMonth, lastMonth } = figures
  const title = monthName(figures.month)
  const previous = monthName(addMonths(figures.month, -1))
  const earlier = useEarlier(figures)
  const listOf = useSalesList()
  const against = earlier.isWhole ? t.against(previous) : t.againstSameDays(previous)
  return (
    <>
      <FigureCard title={t.today} meaning={t.salesMeaning} money={today.total}>
        <Count count={today.orderCount} />
      </FigureCard>
      <FigureCard
        title={t.monthSales(title)}
        meaning={t.salesMeaning}
        to={listOf(figures.month)}
        money={thisMonth.total}
      >
        <DeltaText delta={compare(Number(thisMonth.total.amount), earlier.total)} against={against} />
      </FigureCard>
      <FigureCard
        title={t.monthOrders(title)}
        meaning={t.ordersMeaning}
        to={listOf(figures.month, 'ORDER')}
        text={integer(thisMonth.orderCount)}
      >
        <DeltaText delta={compare(thisMonth.orderCount, earlier.orderCount)} against={against} />
      </FigureCard>
      <FigureCard
        title={t.monthSales(previous)}
        meaning={t.salesMeaning}
        to={listOf(addMonths(figures.month, -1))}
        money={lastMonth.total}
      >
        <Count count={lastMonth.orderCount} />
      </FigureCard>
    </>
  )
}

/** Address of the list of a month's sales; null without permission. */
function useSalesList() {
  const mayRead = useShell().session.can('sales.order.read')
  return (month: string, kind?: 'ORDER') => (mayRead ? salesListPath(month, kind) : null)
}

/** What to compare with: a running month only with the days that the month before had reached too. */
function useEarlier({ month, lastMonth, lastMonthDays }: MonthFigures) {
  const today = useToday()
  const isWhole = month !== monthOfDay(today)
  if (!isWhole) return { isWhole, ...reachedBy(lastMonthDays, dayOfMonth(today)) }
  return { isWhole, total: Number(lastMonth.total.amount), orderCount: lastMonth.orderCount }
}

function Count({ count }: { count: number }): ReactNode {
  const t = useMessages(monthFiguresMessages)
  const { integer } = useFormats()
  return <p className="sales-card-delta">{t.orderCount(integer(count), count === 1)}</p>
}
