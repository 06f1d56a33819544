import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { ProductInput, QueryProductsArgs } from '../../schema.generated.ts'
import { itemsOf, nullable, pageOf } from '../shared/page.ts'

const ProductShape = Type.Object({
  id: Type.String(),
  code: Type.String(),
  barcode: nullable(Type.String()),
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
const Categories = itemsOf(Type.String())

export async function fetchProducts(context: GraphContext, ids: readonly string[]): Promise<Product[]> {
  const { items } = await context
    .upstream('product')
    .query('/products/batch', { ids }, { answer: ProductItems })
  return items
}

export function fetchProductPage(context: GraphContext, args: QueryProductsArgs) {
  const { first, after, search, category, kind, isActive, sort } = args
  const query = { first, after, search, category, kind, isActive, sort }
  return context.upstream('product').get('/products', { query, answer: ProductPage })
}

export async function fetchCategories(context: GraphContext): Promise<string[]> {
  const { items } = await context.upstream('product').get('/categories', { answer: Categories })
  return items
}

export function postProduct(
  context: GraphContext,
  input: ProductInput,
  idempotencyKey: string,
): Promise<Product> {
  return context
    .upstream('product')
    .post('/products', bodyOf(input), { idempotencyKey, answer: ProductShape })
}

export function patchProduct(
  context: GraphContext,
  id: string,
  input: ProductInput,
  version: number,
): Promise<Product> {
  return context
    .upstream('product')
    .patch(`/products/${encodeURIComponent(id)}`, bodyOf(input), { ifMatch: version, answer: ProductShape })
}

/** Null empties; the price is pricing's. */
function bodyOf({ listPrice: _, ...input }: ProductInput) {
  return { ...input, barcode: input.barcode ?? null, category: input.category ?? null }
}
