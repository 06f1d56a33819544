import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import { Problem } from '../problems/problem.ts'

/** Of one statement: a longer one would hold up the writes of the tenant. */
const ROWS_AT_ONCE = 5000
const TENANTS_AT_ONCE = 100

/** In a transaction that says so, tables declared by `portico_swept` show the rows of all tenants, to be read. */
const SWEEPING = { 'portico.sweep': 'on' }

/** Clears what has ended, of tenants that never come back too; gives how much. Several copies of a service do it at the same moment. */
export type Clearing = (database: Database, signal: AbortSignal) => Promise<number>

interface TenantWork {
  /** Tenants that have something to clear, at most `limit`. */
  find(tx: Transaction, limit: number): Promise<string[]>
  /** Clears some of it, in a transaction of that tenant; gives how much. */
  clear(tx: Transaction, tenantId: string): Promise<number>
}

/** Deletes the rows of `table` of which `condition` holds; both are text of the code, never of a caller. */
export function expire(table: string, condition: string): Clearing {
  return clearByTenant({
    find: (tx, limit) => findTenants(tx, `${table} where ${condition}`, limit),
    clear: (tx, tenantId) =>
      tx.run(
        `delete from ${table} where tenant_id = $1 and ctid = any(array(
           select ctid from ${table} where tenant_id = $1 and ${condition} limit $2 for update skip locked))`,
        [tenantId, ROWS_AT_ONCE],
      ),
  })
}

/** The tenants of rows, but for those that are moved to another cell; such as `import_job where status = 'DONE'`. */
export async function findTenants(tx: Transaction, rows: string, limit: number): Promise<string[]> {
  const found = await tx.list<{ id: string }>(
    `select distinct tenant_id as id from (select tenant_id from ${rows}) as rows
     where not exists (select 1 from tenant_fence f where f.tenant_id = rows.tenant_id and f.state <> 'here') limit $1`,
    [limit],
  )
  return found.map(({ id }) => id)
}

/** A transaction of that tenant, which sees besides whose rows there are of others in tables declared by `portico_swept`. */
export function amongTenants<T>(
  database: Database,
  tenantId: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.transaction({ ...SWEEPING, 'portico.tenant': tenantId }, work)
}

/** Reads rows of all tenants in tables declared by `portico_swept`. */
export function acrossTenants<T>(database: Database, read: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(SWEEPING, read)
}

/** Tenant by tenant, each round of a tenant in a transaction of its own, until there is nothing left. */
export function clearByTenant(work: TenantWork): Clearing {
  return async (database, signal) => {
    let cleared = 0
    for (let more = 1; more > 0 && !signal.aborted; cleared += more) more = await clearRound(database, work)
    return cleared
  }
}

/** Zero: there is none left, or another copy of the service is at it. */
async function clearRound(database: Database, { find, clear }: TenantWork): Promise<number> {
  const tenants = await acrossTenants(database, tx => find(tx, TENANTS_AT_ONCE))
  let cleared = 0
  for (const tenantId of tenants) {
    cleared += await database.tenant(tenantId, tx => clear(tx, tenantId)).catch(unlessMoving)
  }
  return cleared
}

/** The tenant is being moved since it was found; what has ended is cleared where it goes. */
function unlessMoving(error: unknown): number {
  if (error instanceof Problem && MOVING.has(error.code)) return 0
  throw error
}

const MOVING = new Set(['TENANT_MOVING', 'TENANT_MOVED'])
