import type { Database } from '../database/database.ts'
import type { QueueState } from './service-metrics.ts'

interface Queues {
  /** Of pg-boss. */
  schema: string
  /** SQL over the column `name`, with `$1` onwards; text of the code, never of a caller. */
  condition?: string
  values?: readonly unknown[]
}

/** What waits in queues of pg-boss. One in which nothing waits is not listed. */
export async function readQueues(
  database: Pick<Database, 'execute'>,
  { schema, condition = 'true', values = [] }: Queues,
): Promise<QueueState[]> {
  const { rows } = await database.execute<QueueState>(
    `select name as queue, count(*)::int as waiting,
       greatest(0, extract(epoch from clock_timestamp() - min(created_on)) * 1000)::float8 as "oldestMs"
     from ${schema}.job where state < 'active' and ${condition} group by name`,
    values,
  )
  return rows
}
