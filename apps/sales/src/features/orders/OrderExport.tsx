import { ExportButton } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { exportFilterOf, type OrderView } from './order-filter.ts'
import { useDocumentCount } from './use-document-count.ts'
import type { OrderPageData } from './use-orders.ts'

interface OrderExportProps {
  view: OrderView
  /** Of the documents under the filter; undefined while they are counted. */
  page: OrderPageData | undefined
}

/** The documents under the filter as a file, a row a line; nothing to export shows no button. */
export function OrderExport({ view, page }: OrderExportProps): ReactNode {
  const countOf = useDocumentCount()
  if (page?.totalCount === 0) return null
  return (
    <ExportButton
      path="/api/exports/orders"
      filter={exportFilterOf(view)}
      count={page ? countOf(page) : ''}
    />
  )
}
