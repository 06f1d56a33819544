import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import { salesProblems } from '../problems.ts'

/** Files of one company that wait for a decision; with the limit of a file (50 MB) they take 1 GB at most. */
export const MAX_WAITING = 20
/** Files that arrive at the same moment: of one company, and in one process. */
export const MAX_ARRIVING = 4
const MAX_ARRIVING_HERE = 16

let arrivingHere = 0

/** Runs `receive` while there is room for one more file in this process. Throws `TOO_MANY_UPLOADS`. */
export async function inRoom<T>(receive: () => Promise<T>): Promise<T> {
  if (arrivingHere >= MAX_ARRIVING_HERE) throw tooMany()
  arrivingHere += 1
  try {
    return await receive()
  } finally {
    arrivingHere -= 1
  }
}

/** Begins the upload in `begin`, when the company has room for it. Throws `TOO_MANY_UPLOADS`. */
export function takeRoom(
  store: SalesStore,
  tenantId: string,
  begin: (tx: Transaction) => Promise<void>,
): Promise<void> {
  return store.tenant(tenantId, async tx => {
    // Counting and beginning are one step: of two at the same moment the second counts the first.
    await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`sales.upload:${tenantId}`])
    await sweep(tx, tenantId)
    const { arriving } = await tx.get<{ arriving: number }>(
      `select count(*)::int as arriving from import_job where tenant_id = $1 and status = 'UPLOADING'`,
      [tenantId],
    )
    if (arriving >= MAX_ARRIVING) throw tooMany()
    await begin(tx)
  })
}

/** Clears what a crash in an upload left behind, files no user started to import in a week, and the oldest beyond the limit. */
async function sweep(tx: Transaction, tenantId: string) {
  await tx.run(
    `delete from import_job where tenant_id = $1 and status = 'UPLOADING' and created_at < now() - interval '1 hour'`,
    [tenantId],
  )
  await tx.run(
    `with waiting as (
       select id, created_at, row_number() over (order by created_at desc, id desc) as place from import_job
       where tenant_id = $1 and status in ('UPLOADED', 'PREVIEWED')
     ), stale as (
       update import_job set status = 'CANCELLED', finished_at = now() where tenant_id = $1 and id in (
         select id from waiting where place >= $2 or created_at < now() - interval '7 days') returning id
     )
     delete from import_chunk where import_id in (select id from stale)`,
    [tenantId, MAX_WAITING],
  )
}

function tooMany() {
  return salesProblems.TOO_MANY_UPLOADS(
    'Wait until the files that are arriving are there, then send this one again.',
  )
}
