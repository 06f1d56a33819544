import { MoneyText, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ordersMessages } from './orders.messages.ts'
import type { OrderPageData } from './use-orders.ts'

/** How many documents the filter holds and what they sum to; read out when it changes. */
export function OrderSummary({ page }: { page: OrderPageData | undefined }): ReactNode {
  const t = useMessages(ordersMessages)
  const { integer } = useFormats()
  return (
    <span aria-live="polite" className="sales-summary">
      {page && (
        <>
          {t.count(integer(page.totalCount), page.totalCount === 1)} · {t.sum}{' '}
          <strong>
            <MoneyText {...page.totalAmount} />
          </strong>
        </>
      )}
      {'\u00a0'}
    </span>
  )
}
