import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationAdjustStockArgs,
  MutationSetLowStockLevelArgs,
  QueryStockItemsArgs,
  QueryStockMovementsArgs,
} from '../../schema.generated.ts'
import { getProduct, type Product } from '../catalog/catalog.loader.ts'
import { orDegraded } from '../shared/degraded.ts'
import { toConnection } from '../shared/page.ts'
import {
  fetchAllWarehouses,
  fetchMovementPage,
  fetchStockPage,
  postAdjustment,
  putLowStockLevel,
  type StockItem,
  type StockMovement,
} from './inventory.client.ts'
import { forgetStock, getWarehouse, stockByProduct } from './inventory.loader.ts'
import { searchStock } from './stock-search.ts'

const placed = {
  product: ({ productId }: StockItem | StockMovement, _: unknown, context: GraphContext) =>
    getProduct(context, productId),
  warehouse: ({ warehouseId }: StockItem | StockMovement, _: unknown, context: GraphContext) =>
    getWarehouse(context, warehouseId),
}

export const resolvers = {
  Query: {
    warehouses: (_: unknown, __: unknown, context: GraphContext) => fetchAllWarehouses(context),
    stockItems: async (_: unknown, args: QueryStockItemsArgs, context: GraphContext) =>
      toConnection(await findStock(context, args), args.after),
    stockMovements: async (_: unknown, args: QueryStockMovementsArgs, context: GraphContext) =>
      toConnection(await fetchMovementPage(context, args), args.after),
  },
  Mutation: {
    adjustStock: async (
      _: unknown,
      { input, idempotencyKey }: MutationAdjustStockArgs,
      context: GraphContext,
    ) => {
      await getProduct(context, input.productId)
      const item = await postAdjustment(context, input, idempotencyKey)
      forgetStock(context)
      return item
    },
    setLowStockLevel: (_: unknown, args: MutationSetLowStockLevelArgs, context: GraphContext) =>
      putLowStockLevel(context, args.stockItemId, args.level, args.version),
  },
  Product: { stock: productStock },
  StockItem: placed,
  StockMovement: placed,
}

function findStock(context: GraphContext, args: QueryStockItemsArgs) {
  const search = args.search?.trim()
  if (search) return searchStock(context, search, args)
  const { first, after, warehouseId, lowOnly } = args
  return fetchStockPage(context, { first, after, warehouseId, lowOnly })
}

function productStock({ id, kind }: Product, _: unknown, context: GraphContext) {
  if (kind === 'SERVICE') return null
  return orDegraded(context, 'inventory', stockByProduct.load(context, id))
}
