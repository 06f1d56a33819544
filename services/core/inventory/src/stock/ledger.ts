import type { AdjustmentReason, MovementKind } from '@portico/inventory-contract'
import { newId, type Transaction } from '@portico/service-kit'

/** Signed changes of one stock item, as decimal text. */
export interface LedgerEntry {
  itemId: string
  kind: MovementKind
  onHandDelta: string
  reservedDelta: string
}

export interface LedgerCause {
  reason?: AdjustmentReason | undefined
  note?: string | undefined
  reference?: string | undefined
}

/**
 * The only writer of quantities: one statement changes the items and writes why, so the sum of the ledger is the item.
 * The caller has locked the items, in the order of their ids.
 */
export async function book(
  tx: Transaction,
  tenantId: string,
  entries: LedgerEntry[],
  cause: LedgerCause = {},
) {
  if (entries.length === 0) return
  await tx.run(
    `with entry as (
       select * from unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::numeric[])
         as e (id, item_id, kind, on_hand_delta, reserved_delta)
     ), change as (
       select item_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved from entry group by item_id
     ), changed as (
       update stock_item s set on_hand = s.on_hand + c.on_hand, reserved = s.reserved + c.reserved
       from change c where s.tenant_id = $1 and s.id = c.item_id
       returning s.id, s.product_id, s.warehouse_id
     )
     insert into movement (tenant_id, id, kind, item_id, product_id, warehouse_id, on_hand_delta, reserved_delta, reason, note, reference)
     select $1, e.id, e.kind, e.item_id, c.product_id, c.warehouse_id, e.on_hand_delta, e.reserved_delta, $7, $8, $9
     from entry e join changed c on c.id = e.item_id`,
    [tenantId, ...columnsOf(entries), cause.reason ?? null, cause.note ?? null, cause.reference ?? null],
  )
}

function columnsOf(entries: LedgerEntry[]) {
  return [
    entries.map(() => newId()),
    entries.map(entry => entry.itemId),
    entries.map(entry => entry.kind),
    entries.map(entry => entry.onHandDelta),
    entries.map(entry => entry.reservedDelta),
  ]
}
