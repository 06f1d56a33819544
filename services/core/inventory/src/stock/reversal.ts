import type { Transaction } from '@portico/service-kit'
import { book, type LedgerEntry } from './ledger.ts'
import { findLocked, type HeldLine, lockItems, type OrderKey, readHeld, setState } from './reservations.ts'

/**
 * Whether no newer message about the order's shipment was received; one about an older version of the order has no
 * effect. False as well where the order holds nothing (services only). Locks the reservation.
 */
export async function isNewer(
  tx: Transaction,
  { tenantId, orderId }: OrderKey,
  version: number,
): Promise<boolean> {
  const updated = await tx.run(
    `update reservation set order_version = $3 where tenant_id = $1 and order_id = $2 and order_version <= $3`,
    [tenantId, orderId, version],
  )
  return updated > 0
}

/** What was issued for the order comes back and is held for it again, also where its products are not tracked any more. Nothing happens where it was not issued yet. */
export async function reverseIssue(tx: Transaction, key: OrderKey): Promise<void> {
  const found = await findLocked(tx, key)
  if (found?.state !== 'ISSUED') return
  const held = await readHeld(tx, key)
  await lockItems(tx, key, held)
  const { reference } = await setState(tx, key, 'RESERVED')
  await book(tx, key.tenantId, held.map(reversalOf), { reference })
}

function reversalOf({ itemId, quantity }: HeldLine): LedgerEntry {
  return { itemId, kind: 'REVERSAL', onHandDelta: quantity, reservedDelta: quantity }
}
