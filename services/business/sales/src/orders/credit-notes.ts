import { type CreditInput, type OrderLine, OWN_SOURCE } from '@portico/sales-contract'
import type { CallContext, Transaction } from '@portico/service-kit'
import { Big } from 'big.js'
import { recordActivity } from '../documents/activity.ts'
import type { Document } from '../documents/document.ts'
import { nextNumber } from '../documents/numbers.ts'
import { textsOf } from '../documents/order-texts.ts'
import { getDocument, listLines } from '../documents/read.ts'
import { type NewLine, writeDocuments } from '../documents/write.ts'
import { salesProblems } from '../problems/sales-problems.ts'
import type { GoodsLine } from '../upstream/upstreams.ts'
import { lockForCredit } from './actions.ts'

/**
 * A closed credit note over lines of a shipped or closed order. The caller writes the message to inventory
 * when goods come back with it. Throws NOT_FOUND, ORDER_BUSY, ACTION_NOT_ALLOWED, CREDIT_EXCEEDS_ORDER with `excesses`.
 */
export async function createCreditNote(
  tx: Transaction,
  context: CallContext,
  orderId: string,
  input: CreditInput,
): Promise<Document> {
  const { tenantId, userId } = context
  const order = await lockForCredit(tx, tenantId, orderId)
  const lines = new Map((await listLines(tx, tenantId, [orderId])).map(line => [line.id, line]))
  const wanted = sumByLine(input)
  refuseExcess(wanted, lines)
  const [written] = await writeDocuments(tx, tenantId, [
    {
      ...headOf(order, input),
      userId,
      number: await nextNumber(tx, tenantId, 'CREDIT_NOTE'),
      lines: [...wanted].flatMap(([id, quantity]) => creditLine(lines.get(id), quantity)),
    },
  ])
  if (!written) throw new Error('One document in, one out')
  await recordActivity(tx, context, orderId, { action: 'CREDIT', ...activityOf(written.id, input) })
  return getDocument(tx, tenantId, written.id)
}

/** What of a credit note comes back to the shelf: as much of each product as is credited of it. */
export function creditedGoods(lines: OrderLine[], { lines: credited }: CreditInput): GoodsLine[] {
  const products = new Map(lines.map(({ id, productId }) => [id, productId]))
  const sums = new Map<string, Big>()
  for (const { lineId, quantity } of credited) {
    const productId = products.get(lineId)
    if (productId) sums.set(productId, (sums.get(productId) ?? Big(0)).plus(quantity))
  }
  return [...sums].map(([productId, quantity]) => ({ productId, quantity: quantity.toFixed() }))
}

function activityOf(creditNoteId: string, { restock }: CreditInput) {
  const changes = restock ? [{ field: 'RESTOCK' as const, item: null, before: null, after: 'true' }] : []
  return { creditNoteId, changes }
}

function sumByLine({ lines }: CreditInput): Map<string, Big> {
  const sums = new Map<string, Big>()
  for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? Big(0)).plus(quantity))
  return sums
}

function refuseExcess(wanted: Map<string, Big>, lines: Map<string, OrderLine>) {
  const excesses = [...wanted].flatMap(([lineId, quantity]) => {
    const left = lines.get(lineId)?.left ?? '0'
    return quantity.gt(left) ? [{ lineId, requested: quantity.toFixed(), left }] : []
  })
  if (excesses.length === 0) return
  throw salesProblems.CREDIT_EXCEEDS_ORDER('More would be credited than was ordered.', { excesses })
}

function creditLine(line: OrderLine | undefined, quantity: Big): NewLine[] {
  if (!line) return []
  const { productId, description, unitPrice, discount } = line
  const credited = { quantity: quantity.neg().toFixed(), creditOfLineId: line.id }
  return [{ productId, description, unitPrice, discount, ...credited }]
}

function headOf({ id, customerId, currency }: Document, { note }: CreditInput) {
  return {
    kind: 'CREDIT_NOTE' as const,
    status: 'CLOSED' as const,
    source: OWN_SOURCE,
    creditOfId: id,
    orderedAt: new Date().toISOString(),
    ...textsOf({ note }),
    customerId,
    currency,
  }
}
