import { AppError, createLoader, type GraphContext, indexBy, type Loaded } from '@portico/bff-framework'
import { fetchPrices, type Price } from './pricing.client.ts'
import { fetchProductPage, fetchProducts, type Product } from './product.client.ts'

export type { Product } from './product.client.ts'

export const productById = createLoader<Product>({
  entity: 'product.Product',
  batch: async (ids, context) => indexBy(await fetchProducts(context, ids), product => product.id),
  cache: {},
})

export const priceByProduct = createLoader<Price>({
  entity: 'pricing.Price',
  batch: async (ids, context) => indexBy(await fetchPrices(context, ids), price => price.productId),
  cache: {},
})

/** After a product or its price was written, by any mutation. */
export async function forgetProduct(context: GraphContext, id: string): Promise<void> {
  productById.clear(context, id)
  priceByProduct.clear(context, id)
  await context.invalidate([`product.Product:${id}`, `pricing.Price:${id}`])
}

/** For fields that cannot be without a product. */
export function getProduct(context: GraphContext, id: string): Loaded<Product> {
  return productById.load(context, id).map(product => {
    if (!product) throw new AppError('NOT_FOUND', 'The product is not there.', { productId: id })
    return product
  })
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

/** A page of products, for modules that go through the catalog. */
export const listProducts = fetchProductPage
