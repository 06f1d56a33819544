import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ordersMessages } from './orders.messages.ts'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Stands where the rows will be, so that nothing jumps when they come. */
export function OrderSkeleton(): ReactNode {
  const t = useMessages(ordersMessages)
  return (
    <div className="sales-skeleton" role="status">
      <span className="p-hidden">{t.loading}</span>
      {ROWS.map(row => (
        <div key={row} className="sales-skeleton-row" aria-hidden />
      ))}
    </div>
  )
}
