import type { AdjustmentInput, StockItem } from '@portico/inventory-contract'
import type { Transaction } from '@portico/service-kit'
import { Big } from 'big.js'
import { book } from './ledger.ts'
import { insufficientStock } from './problems.ts'
import { holdRules } from './rules.ts'
import { getStock, lockOrCreateItem } from './stock.ts'
import { getWarehouse } from './warehouses.ts'

/**
 * Books a correction. Throws NOT_FOUND without that warehouse, and INSUFFICIENT_STOCK when it would take more than is
 * available of a product whose rule refuses that; the other rules speak of people who see what they book.
 */
export async function adjust(
  tx: Transaction,
  tenantId: string,
  adjustment: AdjustmentInput,
): Promise<StockItem> {
  const { warehouseId, productId, quantityDelta, reason, note } = adjustment
  const { belowZero } = (await holdRules(tx, tenantId, [productId]))(productId)
  await getWarehouse(tx, tenantId, warehouseId)
  const item = await lockOrCreateItem(tx, tenantId, warehouseId, productId)
  const after = Big(item.available).plus(quantityDelta)
  if (after.lt(0) && Big(quantityDelta).lt(0) && belowZero === 'REFUSE') {
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
