import type { Transaction } from '../database/transaction.ts'
import { acrossTenants, type Clearing } from './sweep.ts'

/** What waits until a user decides about it, of all tenants together. */
export interface WaitingRoom {
  table: string
  /** Which rows of it wait. */
  condition: string
  /** What a row takes; an expression over the table. */
  size: string
  /** Of all sizes together. */
  max: number
  /** In a transaction of the tenant; changes nothing where the row waits no more. */
  drop(tx: Transaction, tenantId: string, id: string): Promise<void>
}

interface Largest {
  tenantId: string
  id: string
  total: string
}

/**
 * Makes room where more waits than may: the tenant that holds most loses its oldest first, again and again, so that nothing
 * is taken from a tenant by others that hoard.
 */
export function dropBeyond(room: WaitingRoom): Clearing {
  return async (database, signal) => {
    for (let dropped = 0; ; dropped += 1) {
      const largest = await acrossTenants(database, tx => findLargest(tx, room))
      if (!largest || Number(largest.total) <= room.max || signal.aborted) return dropped
      const { tenantId, id } = largest
      await database.tenant(tenantId, tx => room.drop(tx, tenantId, id))
    }
  }
}

function findLargest(tx: Transaction, { table, condition, size }: WaitingRoom): Promise<Largest | null> {
  return tx.find<Largest>(
    `select tenant_id as "tenantId", id, total from (
       select tenant_id, id, created_at, sum(${size}) over () as total,
         sum(${size}) over (partition by tenant_id) as own
       from ${table} where (${condition}) and tenant_id not in (select tenant_id from tenant_fence where state <> 'here')) as waiting
     order by own desc, tenant_id, created_at, id limit 1`,
  )
}
