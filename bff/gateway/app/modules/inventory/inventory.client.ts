import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { AdjustStockInput, QueryStockMovementsArgs, ReceiveStockInput } from '../../schema.generated.ts'
import { itemsOf, nullable, pageOf } from '../shared/page.ts'

const WarehouseShape = Type.Object({ id: Type.String(), code: Type.String(), name: Type.String() })

const StockItemShape = Type.Object({
  id: Type.String(),
  productId: Type.String(),
  warehouseId: Type.String(),
  onHand: Type.String(),
  reserved: Type.String(),
  available: Type.String(),
  lowStockLevel: Type.String(),
  isLow: Type.Boolean(),
  isTracked: Type.Boolean(),
  version: Type.Integer(),
})

const MovementShape = Type.Object({
  id: Type.String(),
  at: Type.String(),
  kind: Type.Enum(['OPENING', 'ADJUSTMENT', 'RESERVE', 'RELEASE', 'ISSUE', 'REVERSAL', 'RECEIPT']),
  productId: Type.String(),
  warehouseId: Type.String(),
  onHandDelta: Type.String(),
  reservedDelta: Type.String(),
  reason: nullable(Type.Enum(['COUNT', 'DAMAGE', 'LOSS', 'RETURN', 'OTHER'])),
  note: nullable(Type.String()),
  reference: nullable(Type.String()),
})

const ProductStockShape = Type.Object({
  productId: Type.String(),
  onHand: Type.String(),
  reserved: Type.String(),
  available: Type.String(),
})

export type Warehouse = Static<typeof WarehouseShape>
export type StockItem = Static<typeof StockItemShape>
export type StockMovement = Static<typeof MovementShape>
export type ProductStock = Static<typeof ProductStockShape>

const WarehouseItems = itemsOf(WarehouseShape)
const StockItemPage = pageOf(StockItemShape)
const MovementPage = pageOf(MovementShape)
const ProductStockItems = itemsOf(ProductStockShape)

export type StockPage = Static<typeof StockItemPage>

export interface StockQuery {
  first?: number | null
  after?: string | null
  warehouseId?: string | null
  productIds?: readonly string[]
  lowOnly?: boolean | null
}

export async function fetchAllWarehouses(context: GraphContext): Promise<Warehouse[]> {
  const { items } = await context.upstream('inventory').get('/warehouses', { answer: WarehouseItems })
  return items
}

export async function fetchWarehouses(context: GraphContext, ids: readonly string[]): Promise<Warehouse[]> {
  const { items } = await context
    .upstream('inventory')
    .query('/warehouses/batch', { ids }, { answer: WarehouseItems })
  return items
}

export function fetchStockPage(context: GraphContext, query: StockQuery): Promise<StockPage> {
  return context.upstream('inventory').get('/stock', { query: { ...query }, answer: StockItemPage })
}

export async function fetchProductStock(
  context: GraphContext,
  productIds: readonly string[],
): Promise<ProductStock[]> {
  const { items } = await context
    .upstream('inventory')
    .query('/stock/by-products', { productIds }, { answer: ProductStockItems })
  return items
}

export function fetchMovementPage(context: GraphContext, args: QueryStockMovementsArgs) {
  const { first, after, warehouseId, productId, reference } = args
  const query = { first, after, warehouseId, productId, reference }
  return context.upstream('inventory').get('/movements', { query, answer: MovementPage })
}

export function postAdjustment(
  context: GraphContext,
  { note, ...input }: AdjustStockInput,
  idempotencyKey: string,
): Promise<StockItem> {
  const body = { ...input, note: note ?? undefined }
  return context.upstream('inventory').post('/adjustments', body, { idempotencyKey, answer: StockItemShape })
}

export function postReceipt(
  context: GraphContext,
  { note, warehouseId, ...input }: ReceiveStockInput,
  idempotencyKey: string,
): Promise<StockItem> {
  const body = { ...input, note: note ?? undefined, warehouseId: warehouseId ?? undefined }
  return context.upstream('inventory').post('/receipts', body, { idempotencyKey, answer: StockItemShape })
}

export function putLowStockLevel(
  context: GraphContext,
  id: string,
  lowStockLevel: string,
  version: number,
): Promise<StockItem> {
  const path = `/stock/${encodeURIComponent(id)}/level`
  return context
    .upstream('inventory')
    .put(path, { lowStockLevel }, { ifMatch: version, answer: StockItemShape })
}
