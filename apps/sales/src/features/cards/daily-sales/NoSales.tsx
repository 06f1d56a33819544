import { useShell, useSlotContext } from '@portico/micro-app/react'
import { dayInZone, type Month, monthOfDay } from '@portico/shared-ui'
import { useFormats, useGraphQuery, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { SalesPeriod, type SalesPeriodQuery } from '../../../graph/graph.generated.ts'
import { dailySalesMessages } from './daily-sales.messages.ts'

/** An empty month says where sales are, or how to get some. */
export function NoSales({ month }: { month: Month }): ReactNode {
  const t = useMessages(dailySalesMessages)
  const { month: monthName } = useFormats()
  const { session, navigation } = useShell()
  const { showMonth } = useSlotContext('workbench.card')
  const { data: period, isSuccess } = useSalesPeriod()
  const text = usePeriodText(period, isSuccess)
  return (
    <div className="p-state">
      <h3 className="p-state-title">{t.noSales(monthName(month))}</h3>
      {text && <p className="p-state-text">{text}</p>}
      <div className="p-state-actions">
        {period && period.newest !== month && (
          <button
            type="button"
            className="p-button p-button-primary"
            onClick={() => showMonth(period.newest)}
          >
            {t.goTo(monthName(period.newest))}
          </button>
        )}
        {session.can('sales.order.import') && (
          <button type="button" className="p-button" onClick={() => navigation.navigate('/sales/import')}>
            {t.importOrders}
          </button>
        )}
      </div>
    </div>
  )
}

interface Period {
  oldest: Month
  newest: Month
}

function usePeriodText(period: Period | null | undefined, isKnown: boolean): string | undefined {
  const t = useMessages(dailySalesMessages)
  const { month } = useFormats()
  if (period) return t.noSalesElsewhere(month(period.oldest), month(period.newest))
  return isKnown ? t.noSalesAtAll : undefined
}

/** First and last month with a document; null data when there is none. */
function useSalesPeriod() {
  const { timeZone } = useShell().session.info.tenant
  return useGraphQuery(SalesPeriod, {}, { select: data => periodOf(data, timeZone) })
}

function periodOf({ oldest, newest }: SalesPeriodQuery, timeZone: string): Period | null {
  const monthOf = (instant: string) => monthOfDay(dayInZone(new Date(instant), timeZone))
  const [first] = oldest.nodes
  const [last] = newest.nodes
  return first && last ? { oldest: monthOf(first.orderedAt), newest: monthOf(last.orderedAt) } : null
}
