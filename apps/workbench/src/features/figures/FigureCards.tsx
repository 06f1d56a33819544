import { useShell } from '@portico/micro-app/react'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import { addMonths, dayOfMonth, type Month, monthOfDay, salesListPath } from '../month/month.ts'
import { useToday } from '../month/use-month.ts'
import { DeltaText } from './DeltaText.tsx'
import { compare, reachedBy } from './delta.ts'
import { FigureCard } from './FigureCard.tsx'
import { ShippedCard } from './ShippedCard.tsx'
import { type MonthFigures, useFigures } from './use-figures.ts'

/** While the figures cannot be had the row is left out: the chart below has the same query and says why. */
export function FigureCards({ month }: { month: Month }) {
  const t = useMessages(messages)
  const query = useFigures(month)
  if (query.data === undefined && query.isError) return null
  const className = query.isPlaceholderData ? 'p-figures wb-figures wb-stale' : 'p-figures wb-figures'
  return (
    <section className={className} aria-label={t.figures} aria-busy={query.isFetching}>
      <div className="p-figure-grid">
        {query.data ? <Cards figures={query.data} /> : <Pending />}
        <ShippedCard month={month} />
      </div>
    </section>
  )
}

function Cards({ figures }: { figures: MonthFigures }) {
  const t = useMessages(messages)
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
  return (month: Month, kind?: 'ORDER') => (mayRead ? salesListPath(month, kind) : null)
}

/** What to compare with: a running month only with the days that the month before had reached too. */
function useEarlier({ month, lastMonth, lastMonthDays }: MonthFigures) {
  const today = useToday()
  const isWhole = month !== monthOfDay(today)
  if (!isWhole) return { isWhole, ...reachedBy(lastMonthDays, dayOfMonth(today)) }
  return { isWhole, total: Number(lastMonth.total.amount), orderCount: lastMonth.orderCount }
}

function Count({ count }: { count: number }): ReactNode {
  const t = useMessages(messages)
  const { integer } = useFormats()
  return <p className="wb-delta">{t.orderCount(integer(count), count === 1)}</p>
}

function Pending() {
  return Array.from({ length: 4 }, (_, index) => (
    <div key={index} className="p-card wb-figure">
      <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 2, width: ['70%', '55%'] }} />
    </div>
  ))
}
