import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Segmented } from 'antd'
import { useState } from 'react'
import { messages } from '../../common/messages.ts'
import { Card } from '../card/Card.tsx'
import { Loaded } from '../card/Loaded.tsx'
import { type MonthFigures, useFigures } from '../figures/use-figures.ts'
import { addMonths, type Month } from '../month/month.ts'
import { useToday } from '../month/use-month.ts'
import { DailySalesChart } from './DailySalesChart.tsx'
import { DailySalesTable } from './DailySalesTable.tsx'
import { pairDays } from './day-series.ts'
import { NoSales } from './NoSales.tsx'

type View = 'chart' | 'table'

interface DailySalesCardProps {
  month: Month
  onMonth(month: Month): void
}

export function DailySalesCard({ month, onMonth }: DailySalesCardProps) {
  const t = useMessages(messages)
  const query = useFigures(month)
  const [view, setView] = useState<View>('chart')
  const options = [
    { label: t.chart, value: 'chart' as const },
    { label: t.table, value: 'table' as const },
  ]
  const choice = <Segmented aria-label={t.show} options={options} value={view} onChange={setView} />
  return (
    <Card title={t.dailySales} className="wb-wide" actions={hasSales(query.data) && choice}>
      <Loaded query={query} rows={8}>
        {figures =>
          hasSales(figures) ? (
            <DailySales figures={figures} view={view} />
          ) : (
            <NoSales month={figures.month} onMonth={onMonth} />
          )
        }
      </Loaded>
    </Card>
  )
}

function DailySales({ figures, view }: { figures: MonthFigures; view: View }) {
  const { month } = useFormats()
  const pairs = pairDays(figures.days, figures.lastMonthDays, useToday())
  const series = {
    pairs,
    currency: figures.thisMonth.total.currency,
    current: month(figures.month),
    previous: month(addMonths(figures.month, -1)),
  }
  return view === 'chart' ? <DailySalesChart {...series} /> : <DailySalesTable {...series} />
}

function hasSales(figures: MonthFigures | undefined): boolean {
  return figures?.days.some(day => day.orderCount !== 0 || Number(day.total.amount) !== 0) ?? false
}
