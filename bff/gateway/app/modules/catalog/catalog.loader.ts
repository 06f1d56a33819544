import { createLoader, type GraphContext, GraphFault, indexBy } from '@portico/bff-framework'
import { type Money, money } from '../shared/money.ts'
import { fetchPrices } from './pricing.client.ts'
import { fetchProductPage, fetchProducts, type Product } from './product.client.ts'

export type { Product } from './product.client.ts'

export const productById = createLoader<Product>({
  entity: 'product.Product',
  batch: async (ids, context) => indexBy(await fetchProducts(context, ids), product => product.id),
  cache: {},
})

export const listPriceByProduct = createLoader<Money>({
  entity: 'pricing.ListPrice',
  batch: async (ids, context) => {
    const prices = await fetchPrices(context, ids)
    return new Map(prices.map(price => [price.productId, money(price.listPrice, price.currency)]))
  },
  cache: {},
})

/** For fields that cannot be without a product. */
export async function getProduct(context: GraphContext, id: string): Promise<Product> {
  const product = await productById.load(context, id)
  if (!product) throw new GraphFault('NOT_FOUND', 'The product is not there.', { productId: id })
  return product
}

/** The first `limit` (at most 200) products that match, by code; they are at hand for `productById` after it. */
export async function searchProducts(
  context: GraphContext,
  search: string,
  limit: number,
): Promise<Product[]> {
  const { items } = await fetchProductPage(context, { search, first: limit })
  for (const product of items) productById.prime(context, product.id, product)
  return items
}
