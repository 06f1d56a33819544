import { LineChartOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { dayInZone } from '@portico/shared-ui'
import { EmptyState, useFormats, useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import { messages } from '../../common/messages.ts'
import { WorkbenchSalesPeriod, type WorkbenchSalesPeriodQuery } from '../../graph/graph.generated.ts'
import { useGraphQuery } from '../../live/use-graph-query.ts'
import { type Month, monthOfDay } from '../month/month.ts'

interface NoSalesProps {
  month: Month
  onMonth(month: Month): void
}

/** An empty month says where sales are, or how to get some. */
export function NoSales({ month, onMonth }: NoSalesProps) {
  const t = useMessages(messages)
  const { month: monthName } = useFormats()
  const { session, navigation } = useShell()
  const { data: period, isSuccess } = useSalesPeriod()
  return (
    <EmptyState
      icon={<LineChartOutlined aria-hidden />}
      title={t.noSales(monthName(month))}
      text={usePeriodText(period, isSuccess)}
    >
      {period && period.newest !== month && (
        <Button type="primary" onClick={() => onMonth(period.newest)}>
          {t.goTo(monthName(period.newest))}
        </Button>
      )}
      {session.can('sales.order.import') && (
        <Button onClick={() => navigation.navigate('/sales/import')}>{t.importOrders}</Button>
      )}
    </EmptyState>
  )
}

interface Period {
  oldest: Month
  newest: Month
}

function usePeriodText(period: Period | null | undefined, isKnown: boolean): string | undefined {
  const t = useMessages(messages)
  const { month } = useFormats()
  if (period) return t.noSalesElsewhere(month(period.oldest), month(period.newest))
  return isKnown ? t.noSalesAtAll : undefined
}

/** First and last month with a document; null data when there is none. */
function useSalesPeriod() {
  const { timeZone } = useShell().session.info.tenant
  return useGraphQuery(WorkbenchSalesPeriod, {}, { select: data => periodOf(data, timeZone) })
}

function periodOf({ oldest, newest }: WorkbenchSalesPeriodQuery, timeZone: string): Period | null {
  const monthOf = (instant: string) => monthOfDay(dayInZone(new Date(instant), timeZone))
  const [first] = oldest.nodes
  const [last] = newest.nodes
  return first && last ? { oldest: monthOf(first.orderedAt), newest: monthOf(last.orderedAt) } : null
}
