import type { StockFilter, StockItem, StockTotal } from '@portico/inventory-contract'
import { type CursorKey, newId, problems, type Transaction, versionConflict } from '@portico/service-kit'
import { getDefaultWarehouse } from './warehouses.ts'

const IS_TRACKED = 'stock_is_tracked(tenant_id, product_id)'
const IS_LOW = `(available <= low_stock_level and ${IS_TRACKED})`
/** `trim_scale`: 5, not 5.0000. */
const COLUMNS = `id, product_id as "productId", warehouse_id as "warehouseId", trim_scale(on_hand) as "onHand",
  trim_scale(reserved) as reserved, trim_scale(available) as available, trim_scale(low_stock_level) as "lowStockLevel",
  ${IS_LOW} as "isLow", ${IS_TRACKED} as "isTracked", version`

const FILTER = `tenant_id = $1 and ($2::text is null or warehouse_id = $2)
  and ($3::text[] is null or product_id = any($3)) and (not $4 or ${IS_LOW})`

export async function countStock(tx: Transaction, tenantId: string, filter: StockFilter): Promise<number> {
  const sql = `select count(*)::int as count from stock_item where ${FILTER}`
  return (await tx.get<{ count: number }>(sql, filterValues(tenantId, filter))).count
}

export function listStock(
  tx: Transaction,
  tenantId: string,
  filter: StockFilter,
  { limit, after }: { limit: number; after: CursorKey | null },
): Promise<StockItem[]> {
  return tx.list<StockItem>(
    `select ${COLUMNS} from stock_item where ${FILTER} and ($5::text is null or id > $5) order by id limit $6`,
    [...filterValues(tenantId, filter), after?.[0] ?? null, limit],
  )
}

function filterValues(tenantId: string, { warehouseId, productIds, lowOnly }: StockFilter) {
  const wanted = productIds?.split(',').filter(Boolean)
  return [tenantId, warehouseId ?? null, wanted ?? null, lowOnly ?? false]
}

export function findStock(tx: Transaction, tenantId: string, ids: string[]): Promise<StockItem[]> {
  return tx.list<StockItem>(`select ${COLUMNS} from stock_item where tenant_id = $1 and id = any($2)`, [
    tenantId,
    ids,
  ])
}

export async function getStock(tx: Transaction, tenantId: string, id: string): Promise<StockItem> {
  const [item] = await findStock(tx, tenantId, [id])
  if (!item) throw problems.NOT_FOUND(`No stock item ${id}.`)
  return item
}

/** Products never stocked are left out. */
export function sumStockByProduct(
  tx: Transaction,
  tenantId: string,
  productIds: string[],
): Promise<StockTotal[]> {
  return tx.list<StockTotal>(
    `select product_id as "productId", trim_scale(sum(on_hand)) as "onHand",
       trim_scale(sum(reserved)) as reserved, trim_scale(sum(available)) as available
     from stock_item where tenant_id = $1 and product_id = any($2) group by product_id`,
    [tenantId, productIds],
  )
}

/** Gives each product that has no item anywhere an empty one in the default warehouse. */
export async function ensureItems(tx: Transaction, tenantId: string, productIds: string[]): Promise<void> {
  if (productIds.length === 0) return
  const { id: warehouseId } = await getDefaultWarehouse(tx, tenantId)
  const wanted = [...productIds].sort()
  await tx.run(
    `insert into stock_item (tenant_id, id, warehouse_id, product_id)
     select $1, w.id, $2, w.product_id from unnest($3::text[], $4::text[]) as w (id, product_id)
     where not exists (select 1 from stock_item s where s.tenant_id = $1 and s.product_id = w.product_id)
     order by w.product_id on conflict (tenant_id, warehouse_id, product_id) do nothing`,
    [tenantId, warehouseId, wanted.map(() => newId()), wanted],
  )
}

/** The item of a product in a warehouse, locked; an empty one is made where there is none. */
export async function lockOrCreateItem(
  tx: Transaction,
  tenantId: string,
  warehouseId: string,
  productId: string,
): Promise<StockItem> {
  await tx.run(
    `insert into stock_item (tenant_id, id, warehouse_id, product_id) values ($1, $2, $3, $4)
     on conflict (tenant_id, warehouse_id, product_id) do nothing`,
    [tenantId, newId(), warehouseId, productId],
  )
  return tx.get<StockItem>(
    `select ${COLUMNS} from stock_item where tenant_id = $1 and warehouse_id = $2 and product_id = $3 for update`,
    [tenantId, warehouseId, productId],
  )
}

/** The same for many: ids by warehouse and product, separated by a space. */
export async function lockOrCreateItems(
  tx: Transaction,
  tenantId: string,
  places: { warehouseId: string; productId: string }[],
): Promise<Map<string, string>> {
  const values = [tenantId, places.map(place => place.warehouseId), places.map(place => place.productId)]
  await tx.run(
    `insert into stock_item (tenant_id, id, warehouse_id, product_id)
     select $1, p.id, p.warehouse_id, p.product_id
     from unnest($2::text[], $3::text[], $4::text[]) as p (warehouse_id, product_id, id)
     order by p.warehouse_id, p.product_id
     on conflict (tenant_id, warehouse_id, product_id) do nothing`,
    [...values, places.map(() => newId())],
  )
  const rows = await tx.list<{ id: string; key: string }>(
    `select id, warehouse_id || ' ' || product_id as key from stock_item
     where tenant_id = $1 and (warehouse_id, product_id) in (select * from unnest($2::text[], $3::text[]))
     order by id for update`,
    values,
  )
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** Throws NOT_FOUND or VERSION_CONFLICT. */
export async function setLowStockLevel(
  tx: Transaction,
  tenantId: string,
  { id, version, level }: { id: string; version: number; level: string },
): Promise<StockItem> {
  const changed = await tx.run(
    `update stock_item set low_stock_level = $4, version = version + 1
     where tenant_id = $1 and id = $2 and version = $3`,
    [tenantId, id, version, level],
  )
  const item = await getStock(tx, tenantId, id)
  if (changed === 0) throw versionConflict(item.version)
  return item
}
