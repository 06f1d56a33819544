import { AppError, createLoader, type GraphContext, indexBy, type Loaded } from '@portico/bff-framework'
import {
  fetchProductStock,
  fetchStockPage,
  fetchWarehouses,
  type StockPage,
  type StockTotal,
  type Warehouse,
} from './inventory.client.ts'
import { fetchRules, type ProductRule } from './rules.client.ts'

const warehouseById = createLoader<Warehouse>({
  entity: 'inventory.Warehouse',
  batch: async (ids, context) => indexBy(await fetchWarehouses(context, ids), warehouse => warehouse.id),
  cache: {},
})

/** Never cached: orders are confirmed by what it says. */
export const stockByProduct = createLoader<StockTotal>({
  entity: 'inventory.ProductStock',
  batch: async (ids, context) => indexBy(await fetchProductStock(context, ids), stock => stock.productId),
})

/** Never cached either: a rule is in force at once. */
export const ruleByProduct = createLoader<ProductRule>({
  entity: 'inventory.StockRule',
  batch: async (ids, context) => indexBy(await fetchRules(context, ids), rule => rule.productId),
})

/** By page size, so that rows and count of one request share a call. */
const lowStockByPageSize = createLoader<StockPage>({
  entity: 'inventory.LowStock',
  batch: async ([first], context) => {
    const page = await fetchStockPage(context, { first: Number(first), lowOnly: true })
    return new Map([[String(first), page]])
  },
  maxBatch: 1,
})

/** After anything that moves stock: what this request has read of it is no more. */
export function forgetStock(context: GraphContext): void {
  stockByProduct.clear(context)
  lowStockByPageSize.clear(context)
}

export function getWarehouse(context: GraphContext, id: string): Loaded<Warehouse> {
  return warehouseById.load(context, id).map(warehouse => {
    if (!warehouse) throw new AppError('NOT_FOUND', 'The warehouse is not there.', { warehouseId: id })
    return warehouse
  })
}

/** The `first` items at or under their low-stock level, and how many there are in all. */
export async function getLowStock(context: GraphContext, first: number): Promise<StockPage> {
  const page = await lowStockByPageSize.load(context, String(first))
  if (!page) throw new AppError('NOT_FOUND', 'There is no such page.')
  return page
}
