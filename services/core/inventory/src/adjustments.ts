import type { Transaction } from '@portico/service-kit'
import { Big } from 'big.js'
import { type AdjustmentReason, book } from './ledger.ts'
import { insufficientStock } from './problems.ts'
import { getStock, lockOrCreateItem, type StockItem } from './stock.ts'
import { getWarehouse } from './warehouses.ts'

export interface Adjustment {
  warehouseId: string
  productId: string
  /** Signed, decimal text. */
  quantityDelta: string
  reason: AdjustmentReason
  note?: string | undefined
}

/** Books a correction. Throws INSUFFICIENT_STOCK when it would take more than is available, NOT_FOUND without that warehouse. */
export async function adjust(tx: Transaction, tenantId: string, adjustment: Adjustment): Promise<StockItem> {
  const { warehouseId, productId, quantityDelta, reason, note } = adjustment
  await getWarehouse(tx, tenantId, warehouseId)
  const item = await lockOrCreateItem(tx, tenantId, warehouseId, productId)
  const after = Big(item.available).plus(quantityDelta)
  if (after.lt(0)) {
    const requested = Big(quantityDelta).abs().toFixed()
    throw insufficientStock([{ productId, requested, available: item.available }])
  }
  const entry = {
    itemId: item.id,
    kind: 'ADJUSTMENT' as const,
    onHandDelta: quantityDelta,
    reservedDelta: '0',
  }
  await book(tx, tenantId, [entry], { reason, note })
  return getStock(tx, tenantId, item.id)
}
