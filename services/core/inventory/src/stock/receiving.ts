import type { ReceiptInput, StockItem } from '@portico/inventory-contract'
import type { Transaction } from '@portico/service-kit'
import { book } from './ledger.ts'
import { openPlaced } from './opening.ts'
import { inventoryProblems } from './problems.ts'
import { getStock, lockOrCreateItem } from './stock.ts'
import { getDefaultWarehouse, getWarehouse } from './warehouses.ts'

/** Goods come in. Throws NOT_FOUND without that warehouse, ALREADY_OPENED for an opening after the first. */
export async function receive(tx: Transaction, tenantId: string, receipt: ReceiptInput): Promise<StockItem> {
  const { kind, productId, quantity, note } = receipt
  const warehouse = receipt.warehouseId
    ? await getWarehouse(tx, tenantId, receipt.warehouseId)
    : await getDefaultWarehouse(tx, tenantId)
  const place = { productId, warehouseId: warehouse.id }
  if (kind === 'OPENING') await open(tx, tenantId, { ...place, quantity })
  const { id } = await lockOrCreateItem(tx, tenantId, place.warehouseId, productId)
  if (kind === 'RECEIPT') {
    await book(tx, tenantId, [{ itemId: id, kind, onHandDelta: quantity, reservedDelta: '0' }], { note })
  }
  return getStock(tx, tenantId, id)
}

async function open(
  tx: Transaction,
  tenantId: string,
  place: { productId: string; warehouseId: string; quantity: string },
) {
  const [opened] = await openPlaced(tx, tenantId, [{ ...place, lowStockLevel: '0' }])
  if (opened?.isOpened) return
  throw inventoryProblems.ALREADY_OPENED(
    'The stock of this product has been opened, counted or received already. Book what comes in as received, or a count as an adjustment.',
  )
}
