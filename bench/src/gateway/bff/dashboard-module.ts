import { createLoader, defineModule, type GraphContext } from '@portico/bff-framework'
import type { TSchema } from 'typebox'
import {
  joinViews,
  type OrderList,
  Orders,
  PATHS,
  type PriceList,
  Prices,
  type ProductList,
  Products,
  type ProductView,
  type StockList,
  Stocks,
} from '../work/dashboard.ts'
import { raceOptions } from '../work/options.ts'

type Line = OrderList['items'][number]['lines'][number]

const { isUnchecked, hasEntityCache, hasAnswerCache } = raceOptions()
const shape = (answer: TSchema) => (isUnchecked ? {} : { answer })

/** One view an entity: what three services say of a product, in one batch. */
const viewOfProduct = createLoader<ProductView>({
  entity: 'product.View',
  batch: async (ids, context) => {
    const [products, prices, stocks] = await Promise.all([
      context.upstream('product').query(PATHS.products, { ids }, shape(Products)),
      context.upstream('pricing').query(PATHS.prices, { productIds: ids }, shape(Prices)),
      context.upstream('inventory').query(PATHS.stocks, { productIds: ids }, shape(Stocks)),
    ])
    return joinViews(products as ProductList, prices as PriceList, stocks as StockList)
  },
  ...(hasEntityCache && { cache: {} }),
})

async function listOrders(_: unknown, __: unknown, context: GraphContext): Promise<OrderList['items']> {
  const page = await context.upstream('sales').get(PATHS.orders, shape(Orders))
  return (page as OrderList).items
}

export const dashboard = defineModule({
  name: 'dashboard',
  typeDefs: new URL(`../work/dashboard${hasAnswerCache ? '-kept' : ''}.graphql`, import.meta.url),
  resolvers: {
    Query: { orders: listOrders },
    Line: {
      product: (line: Line, _: unknown, context: GraphContext) => viewOfProduct.load(context, line.productId),
    },
  },
})
