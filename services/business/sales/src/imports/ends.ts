import {
  type Clearing,
  clearByTenant,
  dropBeyond,
  expire,
  findTenants,
  readWhole,
  type Transaction,
  type WaitingRoom,
} from '@portico/service-kit'
import { dropFile } from './job/orphans.ts'
import { ARRIVING_MINUTES } from './upload-room.ts'

/** Files of one company that wait for a decision; with the limit of a file (50 MB) they take 1 GB at most. */
export const MAX_WAITING = 20
const WAITING_DAYS = 7
const MEGABYTE = 1024 * 1024
/** The rows an import left out can be fetched that long. */
const REPORT_DAYS = 90
/** What was chosen for files that do not come any more. */
const MEMORY_DAYS = 400
const AT_ONCE = 20
const ROWS_AT_ONCE = 5000

const WAITING = `status in ('UPLOADED', 'PREVIEWED')`
const STALE = `${WAITING} and created_at < now() - make_interval(days => ${WAITING_DAYS})`
const REPORTED = `rows_rejected > 0 and report_cleared_at is null and finished_at < now() - make_interval(days => ${REPORT_DAYS})`

/** What of imports has an end, of companies that never come back too. */
export function importEnds(env: NodeJS.ProcessEnv): Clearing[] {
  return [
    expire(
      'import_job',
      `status = 'UPLOADING' and created_at < now() - make_interval(mins => ${ARRIVING_MINUTES})`,
    ),
    clearByTenant({
      find: (tx, limit) => findTenants(tx, `import_job where ${STALE}`, limit),
      clear: dropStale,
    }),
    dropBeyond(waitingFiles(env)),
    clearByTenant({
      find: (tx, limit) => findTenants(tx, `import_job where ${REPORTED}`, limit),
      clear: clearReport,
    }),
    expire('import_memory', `used_at < now() - make_interval(days => ${MEMORY_DAYS})`),
  ]
}

/** Files that wait for a decision, of all companies together. */
function waitingFiles(env: NodeJS.ProcessEnv): WaitingRoom {
  const megabytes = readWhole(env, 'PORTICO_MAX_WAITING_IMPORTS_MB')
  return {
    table: 'import_job',
    condition: WAITING,
    size: 'file_size',
    max: megabytes * MEGABYTE,
    drop: (tx, tenantId, id) => dropWaiting(tx, tenantId, [id]),
  }
}

/** The oldest of the company beyond the limit: its newest file is the one it looks at. */
export async function dropOldest(tx: Transaction, tenantId: string): Promise<void> {
  const beyond = await tx.list<{ id: string }>(
    `select id from import_job where tenant_id = $1 and ${WAITING} order by created_at desc, id desc offset $2`,
    [tenantId, MAX_WAITING],
  )
  await dropWaiting(
    tx,
    tenantId,
    beyond.map(({ id }) => id),
  )
}

async function dropStale(tx: Transaction, tenantId: string): Promise<number> {
  const stale = await tx.list<{ id: string }>(
    `select id from import_job where tenant_id = $1 and ${STALE} order by id limit $2 for update skip locked`,
    [tenantId, AT_ONCE],
  )
  await dropWaiting(
    tx,
    tenantId,
    stale.map(({ id }) => id),
  )
  return stale.length
}

/** One that was started, or cancelled, meanwhile is left alone. */
async function dropWaiting(tx: Transaction, tenantId: string, ids: readonly string[]): Promise<void> {
  const dropped = await tx.list<{ id: string }>(
    `update import_job set status = 'CANCELLED', finished_at = now()
     where tenant_id = $1 and id = any($2) and ${WAITING} returning id`,
    [tenantId, ids],
  )
  for (const { id } of dropped) await dropFile(tx, tenantId, id)
}

/** Some rows of one report; the last time there are none, and the import says so. */
async function clearReport(tx: Transaction, tenantId: string): Promise<number> {
  const job = await tx.find<{ id: string }>(
    `select id from import_job where tenant_id = $1 and ${REPORTED} order by id limit 1 for update skip locked`,
    [tenantId],
  )
  if (!job) return 0
  const cleared = await tx.run(
    `delete from import_row where tenant_id = $1 and ctid = any(array(
       select ctid from import_row where tenant_id = $1 and import_id = $2 limit $3))`,
    [tenantId, job.id, ROWS_AT_ONCE],
  )
  if (cleared > 0) return cleared
  return tx.run('update import_job set report_cleared_at = now() where tenant_id = $1 and id = $2', [
    tenantId,
    job.id,
  ])
}
