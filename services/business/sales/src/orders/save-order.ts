import { type Database, idempotent, Problem, type Transaction, type WriteRequest } from '@portico/service-kit'
import type { Document } from '../documents/document.ts'
import { findByDraft } from '../documents/read.ts'
import { salesProblems } from '../problems/sales-problems.ts'
import { createOrder, type OrderContent } from './orders.ts'

/**
 * One order for one draft of a page, whose key is the request's Idempotency-Key: the same content gives the same answer
 * again. Other content throws ORDER_ALREADY_SAVED with the order (`orderId`, `number`, `status`, `version`), also when
 * the key was used longer ago than answers are kept: the page changes that order then, instead of making a second one.
 */
export async function saveOrder(
  database: Database,
  request: WriteRequest,
  content: OrderContent & { currency: string },
): Promise<Document> {
  const { caller } = request
  const draftKey = keyOf(request)
  const find = (tx: Transaction) => (draftKey ? findByDraft(tx, caller.tenantId, draftKey) : null)
  try {
    return await idempotent(database, request, async tx => {
      const saved = await find(tx)
      if (saved) throw alreadySaved(saved)
      return createOrder(tx, caller, { ...content, draftKey })
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'IDEMPOTENCY_MISMATCH') throw error
    const saved = await database.tenant(caller.tenantId, async tx => find(tx))
    throw saved ? alreadySaved(saved) : error
  }
}

function keyOf({ headers }: WriteRequest): string | null {
  const key = headers['idempotency-key']
  return typeof key === 'string' ? key : null
}

function alreadySaved({ id, number, status, version }: Document) {
  const detail = `This draft was saved as ${number}, with other content; change that order.`
  return salesProblems.ORDER_ALREADY_SAVED(detail, { orderId: id, number, orderStatus: status, version })
}
