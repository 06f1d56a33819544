import type { GraphContext } from '@portico/bff-framework'
import type { QueryProductArgs, QueryProductsArgs } from '../../schema.generated.ts'
import { orDegraded } from '../shared/degraded.ts'
import { toConnection } from '../shared/page.ts'
import { listPriceByProduct, productById } from './catalog.loader.ts'
import { fetchProductPage, type Product } from './product.client.ts'

export const resolvers = {
  Query: {
    product: (_: unknown, { id }: QueryProductArgs, context: GraphContext) => productById.load(context, id),
    products: async (_: unknown, args: QueryProductsArgs, context: GraphContext) =>
      toConnection(await fetchProductPage(context, args), args.after),
  },
  Product: {
    listPrice: ({ id }: Product, _: unknown, context: GraphContext) =>
      orDegraded(context, 'pricing', listPriceByProduct.load(context, id)),
  },
}
