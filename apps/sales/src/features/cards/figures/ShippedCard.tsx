import { useFormats, useGraphQuery, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { SalesShipped } from '../../../graph/graph.generated.ts'
import { FigureCard } from './FigureCard.tsx'
import { monthFiguresMessages } from './figures.messages.ts'

/** A query of its own: where shipments are not counted, the other figures are there all the same. */
export function ShippedCard({ month }: { month: string }): ReactNode {
  const t = useMessages(monthFiguresMessages)
  const { integer, month: monthName } = useFormats()
  const { data } = useGraphQuery(SalesShipped, { month })
  const { shippedToday = null, shippedThisMonth = null } = data?.workbench ?? {}
  if (!data || shippedToday === null || shippedThisMonth === null) return null
  return (
    <FigureCard
      title={t.monthShipped(monthName(data.workbench.month))}
      meaning={t.shippedMeaning}
      text={integer(shippedThisMonth)}
    >
      <p className="sales-card-delta">{t.shippedToday(integer(shippedToday))}</p>
    </FigureCard>
  )
}
