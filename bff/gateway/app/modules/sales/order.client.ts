import type { GraphContext } from '@portico/bff-framework'
import {
  type CreditInput,
  type Order,
  type OrderLine,
  type OrderPage,
  salesContract,
} from '@portico/sales-contract'
import type { OrderFilter, OrderInput, OrderSort } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

const sales = contractClient(salesContract)

export interface OrderQuery {
  first?: number | null
  after?: string | null
  filter?: OrderFilter | null
  sort?: OrderSort | null
  countTo?: number | null
}

/** Days are the tenant's. */
export function fetchOrderPage(context: GraphContext, { filter, ...page }: OrderQuery): Promise<OrderPage> {
  const status = filter?.status?.join(',')
  const query = { ...page, ...filter, status, timeZone: context.tenant.timeZone }
  return sales(context).call('listOrders', { query })
}

export async function fetchOrders(context: GraphContext, ids: readonly string[]): Promise<Order[]> {
  const { items } = await sales(context).call('readOrders', { body: { ids: [...ids] } })
  return items
}

export async function fetchCreditNotes(context: GraphContext, orderIds: readonly string[]): Promise<Order[]> {
  const { items } = await sales(context).call('readCreditNotes', { body: { orderIds: [...orderIds] } })
  return items
}

export function findOrderOfDraft(context: GraphContext, key: string): Promise<Order | null> {
  return sales(context).find('getOrderOfDraft', { params: { key } })
}

export async function fetchLines(context: GraphContext, orderIds: readonly string[]): Promise<OrderLine[]> {
  const { items } = await sales(context).call('readLines', { body: { orderIds: [...orderIds] } })
  return items
}

/** Sales asks for the products and the customer meant. */
const WRITE_TIMEOUT_MS = 5000

export function postOrder(context: GraphContext, input: OrderInput, idempotencyKey: string): Promise<Order> {
  const body = { ...input, currency: context.tenant.currency }
  return sales(context).call('createOrder', { body, idempotencyKey, timeoutMs: WRITE_TIMEOUT_MS })
}

export function putOrder(
  context: GraphContext,
  id: string,
  input: OrderInput,
  ifMatch: number,
): Promise<Order> {
  const body = { ...input, currency: context.tenant.currency }
  return sales(context).call('updateOrder', { params: { id }, body, ifMatch, timeoutMs: WRITE_TIMEOUT_MS })
}

/** Confirming, shipping and cancelling ask inventory in turn, so they may take longer than a read. */
const STEP_TIMEOUT_MS = 8000

export function postConfirm(
  context: GraphContext,
  id: string,
  ifMatch: number,
  acceptShortage: boolean,
): Promise<Order> {
  const body = { acceptShortage }
  return sales(context).call('confirmOrder', { params: { id }, body, ifMatch, timeoutMs: STEP_TIMEOUT_MS })
}

/** A step that asks for nothing but the order. */
export type OrderStep = 'shipOrder' | 'undoShipment' | 'closeOrder' | 'cancelOrder'

export function postOrderStep(
  context: GraphContext,
  id: string,
  step: OrderStep,
  ifMatch: number,
): Promise<Order> {
  return sales(context).call(step, { params: { id }, ifMatch, timeoutMs: STEP_TIMEOUT_MS })
}

export function postCreditNote(
  context: GraphContext,
  orderId: string,
  body: CreditInput,
  idempotencyKey: string,
): Promise<Order> {
  const options = { params: { id: orderId }, body, idempotencyKey, timeoutMs: STEP_TIMEOUT_MS }
  return sales(context).call('createCreditNote', options)
}
