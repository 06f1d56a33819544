import type { CreditInput } from '@portico/sales-contract'
import {
  type CallContext,
  type Database,
  idempotent,
  type Published,
  type WriteRequest,
} from '@portico/service-kit'
import type { Document } from '../documents/document.ts'
import { listLines } from '../documents/read.ts'
import { goodsOf } from '../documents/stock-step.ts'
import { announceReturn, waitForEffect } from '../shipments/announce.ts'
import type { GoodsLine } from '../upstream/upstreams.ts'
import type { ActionTools } from './actions.ts'
import { createCreditNote, creditedGoods } from './credit-notes.ts'

interface CreditRequest extends WriteRequest {
  params: { id: string }
  body: CreditInput
}

/**
 * Credits an order once for the request's Idempotency-Key. With `restock`, the message that brings the goods back is
 * written in the same transaction: one credit note, one movement. Throws what `createCreditNote` throws, and
 * UPSTREAM_UNAVAILABLE while products cannot be asked which lines are goods.
 */
export async function credit(
  { store, upstreams, bus }: ActionTools,
  database: Database,
  request: CreditRequest,
): Promise<Document> {
  const { caller, params, body } = request
  const goods = body.restock ? await findGoods({ store, upstreams }, caller, params.id, body) : []
  const returns: Published[] = []
  const creditNote = await idempotent(database, request, async tx => {
    const written = await createCreditNote(tx, caller, params.id, body)
    if (goods.length > 0) {
      returns.push(await announceReturn({ bus, tx, context: caller }, params.id, written, goods))
    }
    return written
  })
  for (const published of returns) await waitForEffect(bus, published)
  return creditNote
}

async function findGoods(
  { store, upstreams }: Pick<ActionTools, 'store' | 'upstreams'>,
  context: CallContext,
  orderId: string,
  input: CreditInput,
): Promise<GoodsLine[]> {
  const lines = await store.tenant(context.tenantId, tx => listLines(tx, context.tenantId, [orderId]))
  return goodsOf(upstreams, context, creditedGoods(lines, input))
}
