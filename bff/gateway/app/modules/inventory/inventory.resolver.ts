import type { GraphContext } from '@portico/bff-framework'
import type {
  QueryProductsWithoutStockArgs,
  QueryStockItemsArgs,
  QueryStockMovementsArgs,
  QueryStockUploadArgs,
} from '../../schema.generated.ts'
import { getProduct, type Product } from '../catalog/catalog.loader.ts'
import { orDegraded } from '../shared/degraded.ts'
import { toConnection } from '../shared/page.ts'
import {
  fetchAllWarehouses,
  fetchMovementPage,
  fetchStockPage,
  type Movement,
  type StockItem,
} from './inventory.client.ts'
import { getWarehouse, ruleByProduct, stockByProduct } from './inventory.loader.ts'
import { fetchSettings } from './rules.client.ts'
import { mutations as settingsMutations } from './rules.resolver.ts'
import { searchStock } from './stock-search.ts'
import { mutations as stockMutations } from './stock-writes.resolver.ts'
import { listUnstocked } from './unstocked.ts'
import { findUpload } from './upload.client.ts'

const placed = {
  product: ({ productId }: StockItem | Movement, _: unknown, context: GraphContext) =>
    getProduct(context, productId),
  warehouse: ({ warehouseId }: StockItem | Movement, _: unknown, context: GraphContext) =>
    getWarehouse(context, warehouseId),
}

export const resolvers = {
  Query: {
    warehouses: (_: unknown, __: unknown, context: GraphContext) => fetchAllWarehouses(context),
    stockItems: async (_: unknown, args: QueryStockItemsArgs, context: GraphContext) =>
      toConnection(await findStock(context, args), args.after),
    stockMovements: async (_: unknown, args: QueryStockMovementsArgs, context: GraphContext) =>
      toConnection(await fetchMovementPage(context, args), args.after),
    productsWithoutStock: (_: unknown, args: QueryProductsWithoutStockArgs, context: GraphContext) =>
      listUnstocked(context, args),
    stockSettings: (_: unknown, __: unknown, context: GraphContext) => fetchSettings(context),
    stockUpload: (_: unknown, { id }: QueryStockUploadArgs, context: GraphContext) => findUpload(context, id),
  },
  Mutation: { ...stockMutations, ...settingsMutations },
  Product: { stock: productStock, stockRule: productStockRule },
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

function productStockRule({ id, kind }: Product, _: unknown, context: GraphContext) {
  if (kind === 'SERVICE') return null
  return orDegraded(context, 'inventory', ruleByProduct.load(context, id)).map(rule => {
    if (!rule) return null
    const { own, inForce, version } = rule
    return { ...inForce, ownIsTracked: own.isTracked, ownBelowZero: own.belowZero, version }
  })
}
