import type { Transaction } from '@portico/service-kit'
import { Big } from 'big.js'
import { salesProblems } from '../problems.ts'
import { requireTransition } from './actions.ts'
import { type Document, type Line, OWN_SOURCE } from './document.ts'
import { nextNumber } from './numbers.ts'
import { getDocument, listLines, notFound } from './read.ts'
import { type NewLine, writeDocuments } from './write.ts'

export interface CreditInput {
  /** Quantities are positive decimal text. */
  lines: { lineId: string; quantity: string }[]
  note?: string | null
}

interface CreditableLine extends Line {
  /** Ordered minus credited so far. */
  left: Big
}

/**
 * A closed credit note over lines of a shipped or closed order. It moves no stock: goods that come back are an adjustment
 * with the reason RETURN. Throws NOT_FOUND, ACTION_NOT_ALLOWED, CREDIT_EXCEEDS_ORDER with `excesses`.
 */
export async function createCreditNote(
  tx: Transaction,
  tenantId: string,
  orderId: string,
  input: CreditInput,
): Promise<Document> {
  const order = await lockCreditable(tx, tenantId, orderId)
  const lines = await listCreditable(tx, tenantId, orderId)
  const wanted = sumByLine(input)
  refuseExcess(wanted, lines)
  const [written] = await writeDocuments(tx, tenantId, [
    {
      ...headOf(order, input),
      number: await nextNumber(tx, tenantId, 'CREDIT_NOTE'),
      lines: [...wanted].flatMap(([id, quantity]) => creditLine(lines.get(id), quantity)),
    },
  ])
  if (!written) throw new Error('One document in, one out')
  return getDocument(tx, tenantId, written.id)
}

/** Locked, so two credit notes of one order cannot credit the same piece. */
async function lockCreditable(tx: Transaction, tenantId: string, orderId: string): Promise<Document> {
  const isThere = await tx.run('select 1 from document where tenant_id = $1 and id = $2 for update', [
    tenantId,
    orderId,
  ])
  if (!isThere) throw notFound(orderId)
  const order = await getDocument(tx, tenantId, orderId)
  requireTransition(order, 'CREDIT')
  return order
}

async function listCreditable(tx: Transaction, tenantId: string, orderId: string) {
  const lines = await listLines(tx, tenantId, [orderId])
  const credited = await tx.list<{ id: string; quantity: string }>(
    `select credit_of_line_id as id, sum(quantity) as quantity from line
     where tenant_id = $1 and credit_of_line_id = any($2) group by credit_of_line_id`,
    [tenantId, lines.map(({ id }) => id)],
  )
  const byLine = new Map(credited.map(({ id, quantity }) => [id, quantity]))
  return new Map(
    lines.map((line): [string, CreditableLine] => [
      line.id,
      { ...line, left: Big(line.quantity).plus(byLine.get(line.id) ?? 0) },
    ]),
  )
}

function sumByLine({ lines }: CreditInput): Map<string, Big> {
  const sums = new Map<string, Big>()
  for (const { lineId, quantity } of lines) sums.set(lineId, (sums.get(lineId) ?? Big(0)).plus(quantity))
  return sums
}

function refuseExcess(wanted: Map<string, Big>, lines: Map<string, CreditableLine>) {
  const excesses = [...wanted].flatMap(([lineId, quantity]) => {
    const left = lines.get(lineId)?.left ?? Big(0)
    return quantity.gt(left) ? [{ lineId, requested: quantity.toFixed(), left: left.toFixed() }] : []
  })
  if (excesses.length === 0) return
  throw salesProblems.CREDIT_EXCEEDS_ORDER('More would be credited than was ordered.', { excesses })
}

function creditLine(line: CreditableLine | undefined, quantity: Big): NewLine[] {
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
    note: note ?? null,
    customerId,
    currency,
  }
}
