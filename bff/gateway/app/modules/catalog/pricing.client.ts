import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import { itemsOf } from '../shared/page.ts'

const PriceShape = Type.Object({
  productId: Type.String(),
  currency: Type.String(),
  listPrice: Type.String(),
})

export type Price = Static<typeof PriceShape>

const PriceItems = itemsOf(PriceShape)

export async function fetchPrices(context: GraphContext, productIds: readonly string[]): Promise<Price[]> {
  const { items } = await context
    .upstream('pricing')
    .query('/prices/batch', { productIds }, { answer: PriceItems })
  return items
}
