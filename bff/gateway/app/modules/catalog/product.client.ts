import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { QueryProductsArgs } from '../../schema.generated.ts'
import { itemsOf, nullable, pageOf } from '../shared/page.ts'

const ProductShape = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  category: nullable(Type.String()),
  unit: Type.String(),
  kind: Type.Enum(['GOODS', 'SERVICE']),
  isActive: Type.Boolean(),
  version: Type.Integer(),
})

export type Product = Static<typeof ProductShape>

const ProductPage = pageOf(ProductShape)
const ProductItems = itemsOf(ProductShape)

export async function fetchProducts(context: GraphContext, ids: readonly string[]): Promise<Product[]> {
  const { items } = await context
    .upstream('product')
    .query('/products/batch', { ids }, { answer: ProductItems })
  return items
}

export function fetchProductPage(
  context: GraphContext,
  { first, after, search, category }: QueryProductsArgs,
) {
  const query = { first, after, search, category }
  return context.upstream('product').get('/products', { query, answer: ProductPage })
}
