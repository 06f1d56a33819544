import type { CellDatabase } from '../database/cell-database.ts'
import { Fences } from '../database/fences.ts'
import type { TenantTable } from '../database/tables.ts'
import { MoveFault } from '../faults/move-fault.ts'
import type { ServingInstance } from './directory.ts'

interface Cells {
  from: CellDatabase
  to: CellDatabase
}

interface Wanted {
  /** Who is registered with the release service. */
  instances: readonly ServingInstance[]
  tenantId: string
  services: readonly string[]
  tables: readonly TenantTable[]
  isResumed: boolean
}

/** Whether nothing would be lost by it. Throws MoveFault with what to do. */
export async function requireMovable({ from, to }: Cells, wanted: Wanted): Promise<void> {
  for (const each of [from, to]) {
    await requireRights(each)
    await requireFenced(each, wanted)
  }
  requireServed({ from, to }, wanted)
  await requireHere(from, wanted)
  if (!wanted.isResumed) await requireRoom(to, wanted)
}

async function requireRights(database: CellDatabase): Promise<void> {
  const found = await database.find<{ may: string }>(
    `select rolsuper or (rolbypassrls and has_parameter_privilege(current_user, 'session_replication_role', 'set')) as may
     from pg_roles where rolname = current_user`,
  )
  if (found?.may === 't') return
  throw new MoveFault(
    'MOVE_NOT_ALLOWED',
    `The role for the cell ${database.cell} in PORTICO_CELLS must be a superuser, or have BYPASSRLS and the right to set session_replication_role.`,
  )
}

/** A service that does not ask would go on writing where the tenant is no more. Workers are no instances; they are always connected. */
async function requireFenced(database: CellDatabase, { services, instances }: Wanted): Promise<void> {
  const rows = await database.list<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name = any($1)`,
    [services.map(service => `portico-${service}`)],
  )
  const registered = instances.filter(({ service, cell }) => cell === undefined && services.includes(service))
  const names = new Set([
    ...rows.map(({ name }) => name.replace('portico-', '')),
    ...registered.map(({ service }) => service),
  ])
  if (names.size === 0) return
  throw new MoveFault(
    'MOVE_UNFENCED',
    `Processes of ${[...names].sort().join(', ')} run without PORTICO_CELL. Restart them with the cell that they serve, such as PORTICO_CELL=${database.cell}.`,
  )
}

/** What serves the tenant where it is must be there where it goes. */
function requireServed({ from, to }: Cells, { instances, services }: Wanted): void {
  const healthy = instances.filter(({ isHealthy, service }) => isHealthy && services.includes(service))
  const of = (wanted: string) =>
    new Set(healthy.filter(({ cell }) => cell === wanted).map(({ service }) => service))
  const there = of(to.cell)
  const missing = [...of(from.cell)].filter(service => !there.has(service))
  if (missing.length === 0) return
  throw new MoveFault(
    'MOVE_NOT_SERVED',
    `In the cell ${to.cell} no healthy process serves ${missing.sort().join(', ')}. Start its services with PORTICO_CELL=${to.cell} first.`,
  )
}

async function requireHere(from: CellDatabase, { tenantId, services, tables }: Wanted): Promise<void> {
  const fence = await new Fences(from, services).find(tenantId)
  if (fence)
    throw new MoveFault(
      'MOVE_NOT_HERE',
      `The directory says that ${tenantId} is in the cell ${from.cell}, whose database says ${fence.state} ${fence.cell ?? ''}. Go on with the move before, or abort it.`,
    )
  if (await hasRows(from, tables, tenantId)) return
  throw new MoveFault('MOVE_TENANT_EMPTY', `${tenantId} has no rows in the cell ${from.cell}. Check its id.`)
}

/** Rows that are left from before the tenant moved away are no tenant's any more. */
async function requireRoom(to: CellDatabase, { tenantId, services, tables }: Wanted): Promise<void> {
  if (await new Fences(to, services).find(tenantId)) return
  if (!(await hasRows(to, tables, tenantId))) return
  throw new MoveFault(
    'MOVE_TARGET_NOT_EMPTY',
    `The cell ${to.cell} has rows of ${tenantId} that no move has left there. Look whose they are first.`,
  )
}

async function hasRows(
  database: CellDatabase,
  tables: readonly TenantTable[],
  tenantId: string,
): Promise<boolean> {
  for (const { name } of tables) {
    if (await database.find(`select 1 from ${name} where tenant_id = $1 limit 1`, [tenantId])) return true
  }
  return false
}
