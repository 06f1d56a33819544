import pg from 'pg'
import type { Database } from '../../database/database.ts'

interface Wanted {
  /** Of pg-boss. */
  schema: string
  /** `due`: it can be taken now. `taken`: it was taken and has not ended. */
  state: 'due' | 'taken'
  /** The queues that are looked at; left out: all of them. */
  names?: readonly string[]
}

/**
 * Queues of pg-boss that have a job in this state. One look at all of them costs a third of an attempt to take a job of one, and
 * queues are at rest most of the time.
 */
export async function listQueuesWith(
  database: Pick<Database, 'look'>,
  { schema, state, names }: Wanted,
): Promise<string[]> {
  const ofNames = names ? `q.name in (${names.map(name => pg.escapeLiteral(name)).join()}) and` : ''
  const inState =
    state === 'taken'
      ? `j.state = 'active'`
      : `j.state < 'active' and not j.blocked and j.start_after <= ${schema}.job_now()`
  const rows = await database.look<{ name: string }>(
    `select q.name from ${schema}.queue q
     where ${ofNames} exists (select from ${schema}.job j where j.name = q.name and ${inState})`,
  )
  return rows.map(({ name }) => name)
}
