import type { GraphContext } from '@portico/bff-framework'
import { type Product, productContract } from '@portico/product-contract'
import type { ProductInput, QueryProductsArgs } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

export type { Product } from '@portico/product-contract'

const product = contractClient(productContract)

export async function fetchProducts(context: GraphContext, ids: readonly string[]): Promise<Product[]> {
  const { items } = await product(context).call('readProducts', { body: { ids: [...ids] } })
  return items
}

export function fetchProductPage(context: GraphContext, args: QueryProductsArgs) {
  const { first, after, search, category, kind, isActive, sort } = args
  const query = { first, after, search, category, kind, isActive, sort }
  return product(context).call('listProducts', { query })
}

export async function fetchCategories(context: GraphContext): Promise<string[]> {
  return (await product(context).call('listCategories', {})).items
}

export function postProduct(
  context: GraphContext,
  input: ProductInput,
  idempotencyKey: string,
): Promise<Product> {
  return product(context).call('createProduct', { body: bodyOf(input), idempotencyKey })
}

export function patchProduct(
  context: GraphContext,
  id: string,
  input: ProductInput,
  ifMatch: number,
): Promise<Product> {
  return product(context).call('updateProduct', { params: { id }, body: bodyOf(input), ifMatch })
}

/** Null empties, what is left out stays; the price is pricing's. */
function bodyOf({ listPrice: _, ...input }: ProductInput) {
  return input
}
