import { newId, type Transaction } from '@portico/service-kit'
import { book, type LedgerEntry } from './ledger.ts'
import { ensureWarehouses, getDefaultWarehouse } from './warehouses.ts'

export interface OpeningItem {
  productId: string
  quantity: string
  lowStockLevel: string
  /** Left out: the default warehouse. */
  warehouseCode?: string | undefined
}

export interface OpeningResult {
  productId: string
  isCreated: boolean
}

interface PlacedItem extends OpeningItem {
  id: string
  warehouseId: string
}

/** Sets what was there at the beginning, once for a product in a warehouse; where an item exists nothing changes. */
export async function openStock(
  tx: Transaction,
  tenantId: string,
  items: OpeningItem[],
): Promise<OpeningResult[]> {
  const placed = await place(tx, tenantId, items)
  const created = await insertItems(tx, tenantId, placed)
  const entries = placed.filter(item => created.has(item.id) && Number(item.quantity) !== 0).map(openingEntry)
  await book(tx, tenantId, entries)
  return placed.map(({ id, productId }) => ({ productId, isCreated: created.has(id) }))
}

async function place(tx: Transaction, tenantId: string, items: OpeningItem[]): Promise<PlacedItem[]> {
  const codes = items.flatMap(({ warehouseCode }) => warehouseCode ?? [])
  const byCode = codes.length > 0 ? await ensureWarehouses(tx, tenantId, codes) : new Map<string, string>()
  const fallback = codes.length < items.length ? (await getDefaultWarehouse(tx, tenantId)).id : ''
  return items.map(item => ({
    ...item,
    id: newId(),
    warehouseId: byCode.get(item.warehouseCode ?? '') ?? fallback,
  }))
}

/** Ids of the items that were new. Inserted in a fixed order, so that two openings cannot wait for each other. */
async function insertItems(tx: Transaction, tenantId: string, items: PlacedItem[]): Promise<Set<string>> {
  const rows = await tx.list<{ id: string }>(
    `insert into stock_item (tenant_id, id, warehouse_id, product_id, low_stock_level)
     select $1, i.id, i.warehouse_id, i.product_id, i.level
     from unnest($2::text[], $3::text[], $4::text[], $5::numeric[]) as i (id, warehouse_id, product_id, level)
     order by i.warehouse_id, i.product_id
     on conflict (tenant_id, warehouse_id, product_id) do nothing returning id`,
    [
      tenantId,
      items.map(item => item.id),
      items.map(item => item.warehouseId),
      items.map(item => item.productId),
      items.map(item => item.lowStockLevel),
    ],
  )
  return new Set(rows.map(({ id }) => id))
}

function openingEntry({ id, quantity }: PlacedItem): LedgerEntry {
  return { itemId: id, kind: 'OPENING', onHandDelta: quantity, reservedDelta: '0' }
}
