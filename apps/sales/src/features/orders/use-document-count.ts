import { useFormats, useMessages } from '@portico/shared-ui/react'
import { ordersMessages } from './orders.messages.ts'
import type { OrderPageData } from './use-orders.ts'

/** How many documents the filter holds, in words. */
export function useDocumentCount(): (page: Pick<OrderPageData, 'totalCount' | 'isCapped'>) => string {
  const t = useMessages(ordersMessages)
  const { integer } = useFormats()
  return ({ totalCount, isCapped }) => {
    const count = integer(totalCount)
    return isCapped ? t.countMore(count) : t.count(count, totalCount === 1)
  }
}
