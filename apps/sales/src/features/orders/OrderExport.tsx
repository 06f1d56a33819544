import { ExportButton, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { exportFilterOf, type OrderView } from './order-filter.ts'
import { ordersMessages } from './orders.messages.ts'

interface OrderExportProps {
  view: OrderView
  /** Documents under the filter; undefined while they are counted. */
  totalCount: number | undefined
}

/** The documents under the filter as a file, a row a line; nothing to export shows no button. */
export function OrderExport({ view, totalCount }: OrderExportProps): ReactNode {
  const t = useMessages(ordersMessages)
  const { integer } = useFormats()
  if (totalCount === 0) return null
  const count = totalCount === undefined ? '' : t.count(integer(totalCount), totalCount === 1)
  return <ExportButton path="/api/exports/orders" filter={exportFilterOf(view)} count={count} />
}
