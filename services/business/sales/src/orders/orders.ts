import { type OrderInput, OWN_SOURCE } from '@portico/sales-contract'
import type { CallContext, Transaction } from '@portico/service-kit'
import { type Actor, recordActivity } from '../documents/activity.ts'
import { compareContent } from '../documents/changes.ts'
import type { Document } from '../documents/document.ts'
import { nextNumber } from '../documents/numbers.ts'
import { type GivenTexts, type OrderTexts, textsOf } from '../documents/order-texts.ts'
import { getDocument, listLines } from '../documents/read.ts'
import { type NewLine, replaceContent, writeDocuments } from '../documents/write.ts'
import { salesProblems } from '../problems/sales-problems.ts'
import type { Upstreams } from '../upstream/upstreams.ts'
import { lockForAction } from './actions.ts'

type OrderLineInput = OrderInput['lines'][number]

interface ResolvedContent {
  customerId: string | null
  lines: NewLine[]
}

export type OrderContent = ResolvedContent & OrderTexts

/** Asks which customer and products are meant. Throws UNKNOWN_PRODUCT, UNKNOWN_CUSTOMER or UPSTREAM_UNAVAILABLE. */
export async function resolveContent(
  upstreams: Upstreams,
  context: CallContext,
  input: OrderInput,
): Promise<ResolvedContent> {
  const customerId = input.customerId ?? null
  const [products] = await Promise.all([
    upstreams.products(
      context,
      input.lines.map(line => line.productId),
    ),
    customerId ? requireCustomer(upstreams, context, customerId) : null,
  ])
  const unknown = input.lines.filter(({ productId }) => !products.has(productId))
  if (unknown.length > 0) throw unknownProducts(unknown)
  const lines = input.lines.map(line => toLine(line, products.get(line.productId)?.name ?? ''))
  return { customerId, lines }
}

/** `draftKey` is the draft of a page it is saved from, if any. */
export async function createOrder(
  tx: Transaction,
  { tenantId, userId }: Actor,
  order: OrderContent & { currency: string; draftKey: string | null },
): Promise<Document> {
  const number = await nextNumber(tx, tenantId, 'ORDER')
  const head = { kind: 'ORDER' as const, number, source: OWN_SOURCE, status: 'DRAFT' as const }
  const orderedAt = new Date().toISOString()
  const [written] = await writeDocuments(tx, tenantId, [
    { ...head, ...order, orderedAt, creditOfId: null, userId },
  ])
  if (!written?.isCreated) throw new Error(`The number ${number} was given twice`)
  return getDocument(tx, tenantId, written.id)
}

/** Texts that are left out stay. Throws NOT_FOUND, VERSION_CONFLICT, ACTION_NOT_ALLOWED, ORDER_BUSY. */
export async function updateOrder(
  tx: Transaction,
  context: CallContext,
  { id, version }: { id: string; version: number },
  changed: ResolvedContent & GivenTexts,
): Promise<Document> {
  const { tenantId } = context
  const { document } = await lockForAction(tx, { context, id, version, action: 'EDIT' })
  const content = { ...changed, ...textsOf(changed, document) }
  const before = { ...document, lines: await listLines(tx, tenantId, [id]) }
  await replaceContent(tx, tenantId, id, content)
  const after = await getDocument(tx, tenantId, id)
  const changes = compareContent(before, { ...content, total: after.total })
  await recordActivity(tx, context, id, { action: 'EDIT', changes })
  return after
}

async function requireCustomer(upstreams: Upstreams, context: CallContext, customerId: string) {
  if (await upstreams.isCustomer(context, customerId)) return
  throw salesProblems.UNKNOWN_CUSTOMER(`No customer ${customerId}.`, { customerId })
}

function unknownProducts(lines: OrderLineInput[]) {
  const productIds = [...new Set(lines.map(({ productId }) => productId))]
  return salesProblems.UNKNOWN_PRODUCT(`No product ${productIds.join(', ')}.`, { productIds })
}

function toLine(
  { productId, description, quantity, unitPrice, discount }: OrderLineInput,
  name: string,
): NewLine {
  return { productId, description: description || name, quantity, unitPrice, discount: discount ?? '0' }
}
