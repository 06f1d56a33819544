import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { messages } from '../../common/messages.ts'
import { WorkbenchShipped } from '../../graph/graph.generated.ts'
import { useGraphQuery } from '../../live/use-graph-query.ts'
import type { Month } from '../month/month.ts'
import { FigureCard } from './FigureCard.tsx'

/** A query of its own: where shipments are not counted, the other figures are there all the same. */
export function ShippedCard({ month }: { month: Month }): ReactNode {
  const t = useMessages(messages)
  const { integer, month: monthName } = useFormats()
  const { data } = useGraphQuery(WorkbenchShipped, { month })
  const { shippedToday = null, shippedThisMonth = null } = data?.workbench ?? {}
  if (!data || shippedToday === null || shippedThisMonth === null) return null
  return (
    <FigureCard
      title={t.monthShipped(monthName(data.workbench.month))}
      meaning={t.shippedMeaning}
      text={integer(shippedThisMonth)}
    >
      <p className="wb-delta">{t.shippedToday(integer(shippedToday))}</p>
    </FigureCard>
  )
}
