import type { Database } from '@portico/service-kit'

/** The report looks back for a day, from the beginning of a quarter of an hour on. */
const KEEP_HOURS = 25
/** Some 350 MB. A day of a million calls fits, if no two of them are alike. */
const MAX_ROWS = 1_000_000

/** Forgets what is older than a day, and the oldest times beyond what is kept by number. */
export async function boundTraffic(
  database: Pick<Database, 'transaction'>,
  { maxRows = MAX_ROWS } = {},
): Promise<void> {
  await database.transaction({}, async tx => {
    for (const table of ['operation_figure', 'operation_total', 'call_figure'])
      await tx.run(`delete from ${table} where at < now() - make_interval(hours => $1)`, [KEEP_HOURS])
    await tx.run(
      `delete from operation_figure where at <= (
         select at from (
           select at, sum(count(*)) over (order by at desc) as total from operation_figure group by at) placed
         where total > $1 order by at desc limit 1)`,
      [maxRows],
    )
  })
}
