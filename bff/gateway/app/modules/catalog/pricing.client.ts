import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import { itemsOf } from '../shared/page.ts'

const PriceShape = Type.Object({
  productId: Type.String(),
  currency: Type.String(),
  listPrice: Type.String(),
  version: Type.Integer(),
})

export type Price = Static<typeof PriceShape>

const PriceItems = itemsOf(PriceShape)

export async function fetchPrices(context: GraphContext, productIds: readonly string[]): Promise<Price[]> {
  const { items } = await context
    .upstream('pricing')
    .query('/prices/batch', { productIds }, { answer: PriceItems })
  return items
}

/** `version` null: there is no price yet. */
export async function putPrice(
  context: GraphContext,
  productId: string,
  listPrice: string,
  version: number | null,
): Promise<void> {
  const body = { currency: context.tenant.currency, listPrice }
  await context
    .upstream('pricing')
    .put(pathOf(productId), body, { ...(version === null ? {} : { ifMatch: version }), answer: PriceShape })
}

export async function deletePrice(context: GraphContext, productId: string, version: number): Promise<void> {
  await context.upstream('pricing').delete(pathOf(productId), { ifMatch: version })
}

function pathOf(productId: string): string {
  return `/prices/${encodeURIComponent(productId)}`
}
