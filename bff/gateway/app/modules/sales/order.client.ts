import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { CreditLineInput, OrderFilter, OrderInput, OrderSort } from '../../schema.generated.ts'
import { itemsOf, nullable, pageOf } from '../shared/page.ts'

const OrderShape = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['ORDER', 'CREDIT_NOTE']),
  number: Type.String(),
  status: Type.Enum(['DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED', 'CANCELLED']),
  customerId: nullable(Type.String()),
  orderedAt: Type.String(),
  note: nullable(Type.String()),
  currency: Type.String(),
  total: Type.String(),
  lineCount: Type.Integer(),
  creditOfId: nullable(Type.String()),
  isImported: Type.Boolean(),
  allowedActions: Type.Array(
    Type.Enum(['EDIT', 'CONFIRM', 'SHIP', 'UNDO_SHIPMENT', 'CLOSE', 'CANCEL', 'CREDIT']),
  ),
  version: Type.Integer(),
  waitingDays: Type.Optional(nullable(Type.Integer())),
})

const LineShape = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  position: Type.Integer(),
  productId: nullable(Type.String()),
  description: Type.String(),
  quantity: Type.String(),
  unitPrice: Type.String(),
  discount: Type.String(),
  amount: Type.String(),
  left: Type.String(),
})

export type Order = Static<typeof OrderShape>
export type OrderLine = Static<typeof LineShape>

const OrderItems = itemsOf(OrderShape)
const LineItems = itemsOf(LineShape)
const Tally = Type.Object({ count: Type.Integer(), amount: Type.String() })
const SumsShape = Type.Object({ orders: Tally, creditNotes: Tally, drafts: Tally, cancelled: Tally })
const OrderPageShape = Type.Intersect([
  pageOf(OrderShape),
  Type.Object({ totalAmount: Type.String(), sums: SumsShape }),
])

export type DocumentTally = Static<typeof Tally>
export type OrderPage = Static<typeof OrderPageShape>

export interface OrderQuery {
  first?: number | null
  after?: string | null
  filter?: OrderFilter | null
  sort?: OrderSort | null
}

/** Days are the tenant's. */
export function fetchOrderPage(context: GraphContext, { filter, ...page }: OrderQuery): Promise<OrderPage> {
  const query = { ...page, ...filter, timeZone: context.tenant.timeZone }
  return context.upstream('sales').get('/orders', { query, answer: OrderPageShape })
}

export async function fetchOrders(context: GraphContext, ids: readonly string[]): Promise<Order[]> {
  const { items } = await context.upstream('sales').query('/orders/batch', { ids }, { answer: OrderItems })
  return items
}

export async function fetchCreditNotes(context: GraphContext, orderIds: readonly string[]): Promise<Order[]> {
  const { items } = await context
    .upstream('sales')
    .query('/orders/credit-notes/batch', { orderIds }, { answer: OrderItems })
  return items
}

export function findOrderOfDraft(context: GraphContext, key: string): Promise<Order | null> {
  return context.upstream('sales').find(`/orders/by-draft/${encodeURIComponent(key)}`, { answer: OrderShape })
}

export async function fetchLines(context: GraphContext, orderIds: readonly string[]): Promise<OrderLine[]> {
  const { items } = await context
    .upstream('sales')
    .query('/orders/lines/batch', { orderIds }, { answer: LineItems })
  return items
}

/** Sales asks for the products and the customer meant. */
const WRITE_TIMEOUT_MS = 5000

export function postOrder(context: GraphContext, input: OrderInput, idempotencyKey: string): Promise<Order> {
  const body = { ...input, currency: context.tenant.currency }
  return context
    .upstream('sales')
    .post('/orders', body, { idempotencyKey, answer: OrderShape, timeoutMs: WRITE_TIMEOUT_MS })
}

export function putOrder(
  context: GraphContext,
  id: string,
  input: OrderInput,
  version: number,
): Promise<Order> {
  const body = { ...input, currency: context.tenant.currency }
  return context
    .upstream('sales')
    .put(pathOf(id), body, { ifMatch: version, answer: OrderShape, timeoutMs: WRITE_TIMEOUT_MS })
}

/** Confirming, shipping and cancelling ask inventory in turn, so they may take longer than a read. */
const STEP_TIMEOUT_MS = 8000

export type OrderStep = 'confirm' | 'ship' | 'undo-shipment' | 'close' | 'cancel'

export function postOrderStep(
  context: GraphContext,
  id: string,
  step: OrderStep,
  version: number,
  body: { acceptShortage?: boolean } = {},
): Promise<Order> {
  const options = { ifMatch: version, answer: OrderShape, timeoutMs: STEP_TIMEOUT_MS }
  return context.upstream('sales').post(`${pathOf(id)}/${step}`, body, options)
}

export function postCreditNote(
  context: GraphContext,
  orderId: string,
  body: { lines: CreditLineInput[]; note?: string | null; restock: boolean },
  idempotencyKey: string,
): Promise<Order> {
  const options = { idempotencyKey, answer: OrderShape, timeoutMs: STEP_TIMEOUT_MS }
  return context.upstream('sales').post(`${pathOf(orderId)}/credit-notes`, body, options)
}

function pathOf(id: string): string {
  return `/orders/${encodeURIComponent(id)}`
}
