import type { OpeningItem, OpeningResult } from '@portico/inventory-contract'
import { newId, type Transaction } from '@portico/service-kit'
import { book, type LedgerEntry } from './ledger.ts'
import { ensureWarehouses, getDefaultWarehouse } from './warehouses.ts'

export interface PlacedOpening {
  productId: string
  warehouseId: string
  quantity: string
  /** For items made by this. */
  lowStockLevel: string
}

/**
 * Movements after which a product's stock is known: an opening that came later would count it twice. A return is none:
 * what was sold below zero and came back says nothing of the rest.
 */
const KNOWING = `kind in ('OPENING', 'ADJUSTMENT', 'RECEIPT') and reason is distinct from 'RETURN'`

/** Sets what was there at the beginning, once for a product in a warehouse. */
export async function openStock(
  tx: Transaction,
  tenantId: string,
  items: OpeningItem[],
): Promise<OpeningResult[]> {
  return openPlaced(tx, tenantId, await place(tx, tenantId, items))
}

/** Of several for one product in one warehouse the first counts. */
export async function openPlaced(
  tx: Transaction,
  tenantId: string,
  openings: PlacedOpening[],
): Promise<OpeningResult[]> {
  await insertItems(tx, tenantId, openings)
  const unknown = await lockUnknown(tx, tenantId, openings)
  const results: OpeningResult[] = []
  const entries: LedgerEntry[] = []
  for (const opening of openings) {
    const itemId = unknown.get(keyOf(opening))
    unknown.delete(keyOf(opening))
    results.push({ productId: opening.productId, isOpened: itemId !== undefined })
    if (itemId && Number(opening.quantity) !== 0) entries.push(openingEntry(itemId, opening.quantity))
  }
  await book(tx, tenantId, entries)
  return results
}

/** Which of these items' stock is known already, as keys of product and warehouse. */
export async function listOpened(
  tx: Transaction,
  tenantId: string,
  productIds: string[],
): Promise<Set<string>> {
  const rows = await tx.list<{ productId: string; warehouseId: string }>(
    `select distinct product_id as "productId", warehouse_id as "warehouseId" from movement
     where tenant_id = $1 and product_id = any($2) and ${KNOWING}`,
    [tenantId, productIds],
  )
  return new Set(rows.map(keyOf))
}

export function keyOf({ productId, warehouseId }: { productId: string; warehouseId: string }): string {
  return `${warehouseId} ${productId}`
}

async function place(tx: Transaction, tenantId: string, items: OpeningItem[]): Promise<PlacedOpening[]> {
  const codes = items.flatMap(({ warehouseCode }) => warehouseCode ?? [])
  const byCode = codes.length > 0 ? await ensureWarehouses(tx, tenantId, codes) : new Map<string, string>()
  const fallback = codes.length < items.length ? (await getDefaultWarehouse(tx, tenantId)).id : ''
  return items.map(({ warehouseCode, ...item }) => ({
    ...item,
    warehouseId: byCode.get(warehouseCode ?? '') ?? fallback,
  }))
}

/** Inserted in a fixed order, so that two openings cannot wait for each other. */
async function insertItems(tx: Transaction, tenantId: string, items: PlacedOpening[]): Promise<void> {
  await tx.run(
    `insert into stock_item (tenant_id, id, warehouse_id, product_id, low_stock_level)
     select $1, i.id, i.warehouse_id, i.product_id, i.level
     from unnest($2::text[], $3::text[], $4::text[], $5::numeric[]) as i (id, warehouse_id, product_id, level)
     order by i.warehouse_id, i.product_id
     on conflict (tenant_id, warehouse_id, product_id) do nothing`,
    [
      tenantId,
      items.map(() => newId()),
      items.map(item => item.warehouseId),
      items.map(item => item.productId),
      items.map(item => item.lowStockLevel),
    ],
  )
}

/** Ids by key of those whose stock is not known. What is known is asked by a second statement, under the locks of the first. */
async function lockUnknown(
  tx: Transaction,
  tenantId: string,
  openings: PlacedOpening[],
): Promise<Map<string, string>> {
  const rows = await tx.list<{ id: string; productId: string; warehouseId: string }>(
    `select s.id, s.product_id as "productId", s.warehouse_id as "warehouseId" from stock_item s
     where s.tenant_id = $1 and (s.warehouse_id, s.product_id) in (select * from unnest($2::text[], $3::text[]))
     order by s.id for update`,
    [tenantId, openings.map(item => item.warehouseId), openings.map(item => item.productId)],
  )
  const known = await tx.list<{ id: string }>(
    `select distinct item_id as id from movement where tenant_id = $1 and item_id = any($2) and ${KNOWING}`,
    [tenantId, rows.map(row => row.id)],
  )
  const isKnown = new Set(known.map(({ id }) => id))
  return new Map(rows.filter(row => !isKnown.has(row.id)).map(row => [keyOf(row), row.id]))
}

function openingEntry(itemId: string, quantity: string): LedgerEntry {
  return { itemId, kind: 'OPENING', onHandDelta: quantity, reservedDelta: '0' }
}
