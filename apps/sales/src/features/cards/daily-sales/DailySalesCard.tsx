import { useSlotContext } from '@portico/micro-app/react'
import { addMonths } from '@portico/shared-ui'
import {
  Card,
  Loaded,
  ShellLink,
  useFormats,
  useLiveRefresh,
  useMessages,
  useToday,
} from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import { DailySalesChart } from './DailySalesChart.tsx'
import { DailySalesTable } from './DailySalesTable.tsx'
import { dailySalesMessages } from './daily-sales.messages.ts'
import { pairDays } from './day-series.ts'
import { NoSales } from './NoSales.tsx'
import { type MonthDays, useDays } from './use-days.ts'
import { type View, ViewChoice } from './ViewChoice.tsx'
import './daily-sales.css'

const REFRESHING = ['sales.order.changed', 'sales.import.finished'] as const

/** A contribution to `workbench.card`: what each day of the month sold. */
export function DailySalesCard(): ReactNode {
  const t = useMessages(dailySalesMessages)
  const { month } = useSlotContext('workbench.card')
  useLiveRefresh(REFRESHING)
  const query = useDays(month)
  const [view, setView] = useState<View>('chart')
  return (
    <Card
      title={t.dailySales}
      actions={
        <div className="sales-card-actions">
          {hasSales(query.data) && <ViewChoice view={view} onChange={setView} />}
          <ShellLink to="/sales/report">{t.report}</ShellLink>
        </div>
      }
    >
      <Loaded query={query} rows={8}>
        {days => (hasSales(days) ? <DailySales days={days} view={view} /> : <NoSales month={days.month} />)}
      </Loaded>
    </Card>
  )
}

function DailySales({ days, view }: { days: MonthDays; view: View }): ReactNode {
  const { month } = useFormats()
  const pairs = pairDays(days.days, days.lastMonthDays, useToday())
  const series = {
    pairs,
    currency: days.days[0]?.total.currency ?? '',
    current: month(days.month),
    previous: month(addMonths(days.month, -1)),
  }
  return view === 'chart' ? <DailySalesChart {...series} /> : <DailySalesTable {...series} />
}

function hasSales(month: MonthDays | undefined): boolean {
  return month?.days.some(day => day.orderCount !== 0 || Number(day.total.amount) !== 0) ?? false
}
