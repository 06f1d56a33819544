import { createLoader, groupBy, indexBy } from '@portico/bff-framework'
import type { Order, OrderLine } from '@portico/sales-contract'
import { fetchCreditNotes, fetchLines, fetchOrderPage, fetchOrders } from './order.client.ts'

/** For the request only: orders change state under their readers' eyes. */
export const orderById = createLoader<Order>({
  entity: 'sales.Order',
  batch: async (ids, context) => indexBy(await fetchOrders(context, ids), order => order.id),
})

export const linesByOrder = createLoader<OrderLine[]>({
  entity: 'sales.OrderLine',
  batch: async (ids, context) => groupBy(await fetchLines(context, ids), line => line.orderId),
})

export const creditNotesByOrder = createLoader<Order[]>({
  entity: 'sales.CreditNote',
  batch: async (ids, context) =>
    groupBy(await fetchCreditNotes(context, ids), ({ creditOfId }) => creditOfId ?? ''),
})

/** A page of documents; for modules that show orders too. */
export const listOrders = fetchOrderPage
