import type { GraphContext } from '@portico/bff-framework'
import {
  inventoryContract,
  type StockItem,
  type StockTotal,
  type Warehouse,
} from '@portico/inventory-contract'
import type { AnswerOf } from '@portico/service-contract'
import type { AdjustStockInput, QueryStockMovementsArgs, ReceiveStockInput } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

export type { Movement, StockItem, StockTotal, Warehouse } from '@portico/inventory-contract'

const inventory = contractClient(inventoryContract)

export type StockPage = AnswerOf<(typeof inventoryContract)['routes']['listStock']>

interface StockSearch {
  first?: number | null
  after?: string | null
  warehouseId?: string | null
  productIds?: readonly string[]
  lowOnly?: boolean | null
}

export async function fetchAllWarehouses(context: GraphContext): Promise<Warehouse[]> {
  return (await inventory(context).call('listWarehouses', {})).items
}

export async function fetchWarehouses(context: GraphContext, ids: readonly string[]): Promise<Warehouse[]> {
  const { items } = await inventory(context).call('readWarehouses', { body: { ids: [...ids] } })
  return items
}

export function fetchStockPage(
  context: GraphContext,
  { productIds, ...query }: StockSearch,
): Promise<StockPage> {
  return inventory(context).call('listStock', { query: { ...query, productIds: productIds?.join(',') } })
}

export async function fetchProductStock(
  context: GraphContext,
  productIds: readonly string[],
): Promise<StockTotal[]> {
  const { items } = await inventory(context).call('sumStock', { body: { productIds: [...productIds] } })
  return items
}

export function fetchMovementPage(context: GraphContext, args: QueryStockMovementsArgs) {
  const { first, after, warehouseId, productId, reference } = args
  return inventory(context).call('listMovements', {
    query: { first, after, warehouseId, productId, reference },
  })
}

export function postAdjustment(
  context: GraphContext,
  { note, ...input }: AdjustStockInput,
  idempotencyKey: string,
): Promise<StockItem> {
  const body = note == null ? input : { ...input, note }
  return inventory(context).call('adjustStock', { body, idempotencyKey })
}

export function postReceipt(
  context: GraphContext,
  { note, warehouseId, ...input }: ReceiveStockInput,
  idempotencyKey: string,
): Promise<StockItem> {
  const body = {
    ...input,
    ...(note == null ? {} : { note }),
    ...(warehouseId == null ? {} : { warehouseId }),
  }
  return inventory(context).call('receiveStock', { body, idempotencyKey })
}

export function putLowStockLevel(
  context: GraphContext,
  id: string,
  lowStockLevel: string,
  ifMatch: number,
): Promise<StockItem> {
  return inventory(context).call('setLowStockLevel', { params: { id }, body: { lowStockLevel }, ifMatch })
}
