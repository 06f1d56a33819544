import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationCreateProductArgs,
  MutationUpdateProductArgs,
  QueryProductArgs,
  QueryProductsArgs,
} from '../../schema.generated.ts'
import { orDegraded } from '../shared/degraded.ts'
import { money } from '../shared/money.ts'
import { toConnection } from '../shared/page.ts'
import { priceByProduct, productById } from './catalog.loader.ts'
import { createProduct, updateProduct } from './catalog.service.ts'
import { fetchCategories, fetchProductPage, type Product } from './product.client.ts'

export const resolvers = {
  Query: {
    product: (_: unknown, { id }: QueryProductArgs, context: GraphContext) => productById.load(context, id),
    products: async (_: unknown, args: QueryProductsArgs, context: GraphContext) =>
      toConnection(await fetchProductPage(context, args), args.after),
    productCategories: (_: unknown, __: unknown, context: GraphContext) => fetchCategories(context),
  },
  Mutation: {
    createProduct: (_: unknown, args: MutationCreateProductArgs, context: GraphContext) =>
      createProduct(context, args),
    updateProduct: (_: unknown, args: MutationUpdateProductArgs, context: GraphContext) =>
      updateProduct(context, args),
  },
  Product: {
    listPrice: (product: Product, _: unknown, context: GraphContext) =>
      priceOf(product, context).map(price => price && money(price.listPrice, price.currency)),
    priceVersion: (product: Product, _: unknown, context: GraphContext) =>
      priceOf(product, context).map(price => price?.version ?? null),
  },
}

function priceOf({ id }: Product, context: GraphContext) {
  return orDegraded(context, 'pricing', priceByProduct.load(context, id))
}
