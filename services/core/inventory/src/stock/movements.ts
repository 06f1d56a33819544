import type { Movement, MovementFilter } from '@portico/inventory-contract'
import type { CursorKey, Transaction } from '@portico/service-kit'

const FILTER = `tenant_id = $1 and ($2::text is null or warehouse_id = $2) and ($3::text is null or product_id = $3)
  and ($4::text is null or reference = $4)`

export async function countMovements(
  tx: Transaction,
  tenantId: string,
  filter: MovementFilter,
): Promise<number> {
  const sql = `select count(*)::int as count from movement where ${FILTER}`
  return (await tx.get<{ count: number }>(sql, filterValues(tenantId, filter))).count
}

/** Newest first: ids are made in the order of time. */
export async function listMovements(
  tx: Transaction,
  tenantId: string,
  filter: MovementFilter,
  { limit, after }: { limit: number; after: CursorKey | null },
): Promise<Movement[]> {
  const rows = await tx.list<Omit<Movement, 'at'> & { at: Date }>(
    `select id, at, kind, product_id as "productId", warehouse_id as "warehouseId",
       trim_scale(on_hand_delta) as "onHandDelta", trim_scale(reserved_delta) as "reservedDelta", reason, note, reference
     from movement where ${FILTER} and ($5::text is null or id < $5) order by id desc limit $6`,
    [...filterValues(tenantId, filter), after?.[0] ?? null, limit],
  )
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}

function filterValues(tenantId: string, { warehouseId, productId, reference }: MovementFilter) {
  return [tenantId, warehouseId ?? null, productId ?? null, reference ?? null]
}
