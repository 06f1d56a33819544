import type { Database } from '@portico/service-kit'

const KEEP_MINUTES = 60
const MAX_PARTS = 100_000
/** Of spans as text; with indexes and dead rows the table takes about twice as much. */
const MAX_BYTES = 200 * 1024 * 1024

interface Bounds {
  maxParts?: number
  maxBytes?: number
}

/** Forgets what is older than an hour, and the oldest beyond what is kept by number and by size. */
export async function boundTraces(
  database: Pick<Database, 'transaction'>,
  { maxParts = MAX_PARTS, maxBytes = MAX_BYTES }: Bounds = {},
): Promise<void> {
  await database.transaction({}, async tx => {
    await tx.run('delete from trace_part where least(at, stored_at) < now() - make_interval(mins => $1)', [
      KEEP_MINUTES,
    ])
    await tx.run(
      `delete from trace_part where id <= (
         select id from (
           select id, count(*) over newest as parts, sum(bytes) over newest as total from trace_part
           window newest as (order by id desc)) placed
         where parts > $1 or total > $2 order by id desc limit 1)`,
      [maxParts, maxBytes],
    )
  })
}
