import type { OrderLine } from '@portico/sales-contract'
import { type CallContext, Problem, problems } from '@portico/service-kit'
import type { GoodsLine, Upstreams } from '../upstream/upstreams.ts'
import type { Document } from './document.ts'
import type { StockStep } from './state.ts'

/** What inventory is asked for while the order waits. */
type AskedStep = Extract<StockStep, 'RESERVE' | 'RELEASE'>

/** The lines inventory has to know of: products that are not services. A product that is unknown counts as goods. */
export async function goodsOf(
  upstreams: Upstreams,
  context: CallContext,
  lines: Pick<OrderLine, 'productId' | 'quantity'>[],
): Promise<GoodsLine[]> {
  const named = lines.flatMap(({ productId, quantity }) => (productId ? [{ productId, quantity }] : []))
  const products = await upstreams.products(
    context,
    named.map(line => line.productId),
  )
  return named.filter(({ productId }) => products.get(productId)?.kind !== 'SERVICE')
}

/** What a reservation is to hold, and whether going below zero was accepted where the rules ask for that. */
interface WantedGoods {
  goods: GoodsLine[]
  acceptShortage: boolean
}

export async function moveStock(
  upstreams: Upstreams,
  context: CallContext,
  document: Document,
  { step, goods, acceptShortage }: WantedGoods & { step: AskedStep },
): Promise<void> {
  try {
    const body = { reference: document.number, lines: goods, acceptShortage }
    if (step === 'RESERVE') await upstreams.reserve(context, document.id, body)
    if (step === 'RELEASE') await upstreams.release(context, document.id)
  } catch (error) {
    throw isUnavailable(error) ? unavailable(document, error) : error
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof Problem && error.status >= 500
}

function unavailable({ number, status }: Document, cause: unknown) {
  const detail = `Inventory does not answer, so ${number} stays ${status}. Try again in a moment.`
  return problems.UPSTREAM_UNAVAILABLE(detail, { service: 'inventory', retryAfterSeconds: 5 }, cause)
}
