import type { GraphContext } from '@portico/bff-framework'
import type { DocumentTally, Order, OrderLine, OrderPage } from '@portico/sales-contract'
import type {
  MutationConfirmOrderArgs,
  MutationCreateCreditNoteArgs,
  MutationCreateOrderArgs,
  MutationShipOrderArgs,
  MutationUpdateOrderArgs,
  QueryOrderArgs,
  QueryOrderOfDraftArgs,
  QueryOrdersArgs,
} from '../../schema.generated.ts'
import { productById } from '../catalog/catalog.loader.ts'
import { customerById } from '../party/party.loader.ts'
import { orDegraded } from '../shared/degraded.ts'
import { money, sumAmounts } from '../shared/money.ts'
import { toConnection } from '../shared/page.ts'
import { OrderActivityType, OrderChangeType, orderActivity } from './activity.resolver.ts'
import { ImportJobType, mutations as importMutations, queries as importQueries } from './import.resolver.ts'
import {
  fetchOrderPage,
  findOrderOfDraft,
  type OrderStep,
  postConfirm,
  postCreditNote,
  postOrder,
  postOrderStep,
  putOrder,
} from './order.client.ts'
import { SalesReportMonthType, SalesReportStatusType, salesReport } from './report.resolver.ts'
import { creditNotesByOrder, linesByOrder, orderById } from './sales.loader.ts'
import { writeOrder } from './sales.service.ts'

/** A line carries no currency of its own. */
type LineOfOrder = OrderLine & { currency: string }

export const resolvers = {
  Query: {
    order: (_: unknown, { id }: QueryOrderArgs, context: GraphContext) => orderById.load(context, id),
    orderOfDraft: (_: unknown, { idempotencyKey }: QueryOrderOfDraftArgs, context: GraphContext) =>
      findOrderOfDraft(context, idempotencyKey),
    orders: listConnection,
    salesReport,
    ...importQueries,
  },
  Mutation: {
    createOrder: (_: unknown, { input, idempotencyKey }: MutationCreateOrderArgs, context: GraphContext) =>
      writeOrder(context, postOrder(context, input, idempotencyKey)),
    updateOrder: (_: unknown, { id, version, input }: MutationUpdateOrderArgs, context: GraphContext) =>
      writeOrder(context, putOrder(context, id, input, version)),
    confirmOrder: (
      _: unknown,
      { id, version, acceptShortage }: MutationConfirmOrderArgs,
      context: GraphContext,
    ) => writeOrder(context, postConfirm(context, id, version, acceptShortage ?? false)),
    shipOrder: step('shipOrder'),
    undoShipment: step('undoShipment'),
    closeOrder: step('closeOrder'),
    cancelOrder: step('cancelOrder'),
    createCreditNote: (_: unknown, args: MutationCreateCreditNoteArgs, context: GraphContext) => {
      const { orderId, lines, note, restock, idempotencyKey } = args
      const body = { lines, note, restock: restock ?? false }
      return writeOrder(context, postCreditNote(context, orderId, body, idempotencyKey))
    },
    ...importMutations,
  },
  Order: {
    customer: ({ customerId }: Order, _: unknown, context: GraphContext) =>
      customerId ? orDegraded(context, 'party', customerById.load(context, customerId)) : null,
    lines: ({ id, currency }: Order, _: unknown, context: GraphContext) =>
      linesByOrder.load(context, id).map(lines => linesIn(currency, lines ?? [])),
    total: ({ total, currency }: Order) => money(total, currency),
    creditOf: ({ creditOfId }: Order, _: unknown, context: GraphContext) =>
      creditOfId ? orderById.load(context, creditOfId) : null,
    creditNotes: ({ id, kind }: Order, _: unknown, context: GraphContext) =>
      kind === 'ORDER' ? creditNotesByOrder.load(context, id).map(notes => notes ?? []) : [],
    activity: orderActivity,
  },
  SalesReportMonth: SalesReportMonthType,
  SalesReportStatus: SalesReportStatusType,
  OrderActivity: OrderActivityType,
  OrderChange: OrderChangeType,
  OrderLine: {
    product: ({ productId }: OrderLine, _: unknown, context: GraphContext) =>
      productId ? orDegraded(context, 'product', productById.load(context, productId)) : null,
    amount: ({ amount, currency }: LineOfOrder) => money(amount, currency),
  },
  ImportJob: ImportJobType,
}

function linesIn(currency: string, lines: readonly OrderLine[]): LineOfOrder[] {
  return lines.map(line => ({ ...line, currency })).sort((a, b) => a.position - b.position)
}

async function listConnection(_: unknown, args: QueryOrdersArgs, context: GraphContext) {
  const page = await fetchOrderPage(context, args)
  for (const order of page.items) orderById.prime(context, order.id, order)
  return {
    ...toConnection(page, args.after),
    isCapped: page.isCapped === true,
    totalAmount: money(page.totalAmount, context.tenant.currency),
    sums: sumsOf(page, context.tenant.currency),
  }
}

function sumsOf({ sums }: OrderPage, currency: string) {
  const tally = ({ count, amount }: DocumentTally) => ({ count, amount: money(amount, currency) })
  const { orders, creditNotes, drafts, cancelled } = sums
  return {
    orders: tally(orders),
    creditNotes: tally(creditNotes),
    drafts: tally(drafts),
    cancelled: tally(cancelled),
    sales: money(sumAmounts([orders.amount, creditNotes.amount]), currency),
  }
}

function step(name: OrderStep) {
  return (_: unknown, { id, version }: MutationShipOrderArgs, context: GraphContext) =>
    writeOrder(context, postOrderStep(context, id, name, version))
}
