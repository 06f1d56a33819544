import { MoveFault } from '../faults/move-fault.ts'
import type { CellDatabase } from './cell-database.ts'

/** Where pg-boss keeps jobs, and how one says whose it is. */
const QUEUES = [
  {
    schema: 'bus',
    isOf: `(data->'headers'->>'baggage') ~ ('(^|,)portico\\.tenant=' || $2 || '(,|$)')`,
    nameOf: (tenantId: string) => encodeURIComponent(tenantId).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  },
  { schema: 'sales_queue', isOf: `data->>'tenantId' = $2`, nameOf: (tenantId: string) => tenantId },
]

type Queue = (typeof QUEUES)[number]

/** Each waits for the messages that are at work. */
const PARK_TRIES = 200

/** What is done stays where it was done. */
const OPEN = `state not in ('completed', 'cancelled')`

/** Messages and jobs of a tenant. Parked, no consumer takes them, so that they are copied as they are. */
export class TenantJobs {
  readonly #database: CellDatabase

  constructor(database: CellDatabase) {
    this.#database = database
  }

  /**
   * Those that are open wait aside; one that is at work is waited for. The tenant is held. pg-boss writes a job that has failed as a new
   * row, which a statement that waited for the old one does not see: it is asked until there is none. Throws MOVE_BUSY.
   */
  async park(tenantId: string): Promise<void> {
    for (const queue of await this.#queues()) {
      for (let tries = 1; (await this.#parkSome(queue, tenantId)) > 0; tries += 1) {
        if (tries === PARK_TRIES) throw busy(tenantId)
      }
    }
  }

  /** Exactly those that are parked in the other cell. */
  async copyParked(from: CellDatabase, tenantId: string): Promise<void> {
    const rows = await from.list<{ tab: string; row: string }>(
      'select tab, row from portico_move.parked where tenant_id = $1',
      [tenantId],
    )
    await this.#database.transaction(async () => {
      await this.forgetParked(tenantId)
      await this.#database.run(
        `insert into portico_move.parked (tenant_id, tab, row)
         select $1, p.tab, p.row from unnest($2::text[], $3::text[]) as p (tab, row)`,
        [tenantId, rows.map(({ tab }) => tab), rows.map(({ row }) => row)],
      )
    })
  }

  /** Back into their queues, once. What was at work, by a worker that could write nothing any more, is due again. Throws MOVE_QUEUE_MISSING. */
  async release(tenantId: string): Promise<void> {
    await this.#database.transaction(async () => {
      for (const { table, schema } of await this.#queues()) {
        await this.#requireQueues(tenantId, { table, schema })
        await this.#database.run(
          `with taken as (delete from portico_move.parked where tenant_id = $1 and tab = '${table}' returning row),
             jobs as (select r.job from (select t.row::${table} as job from taken t offset 0) r)
           insert into ${table} select (jsonb_populate_record(j.job,
             case (j.job).state when 'active' then '{"state": "retry"}' else '{}' end::jsonb)).* from jobs j`,
          [tenantId],
        )
      }
    })
  }

  /** How many are left. */
  async #parkSome({ table, isOf, nameOf }: Queue & { table: string }, tenantId: string): Promise<number> {
    const values = [tenantId, nameOf(tenantId)]
    await this.#database.run(
      `with taken as (delete from ${table} where ${OPEN} and ${isOf} returning *)
       insert into portico_move.parked (tenant_id, tab, row) select $1, '${table}', t::text from taken t`,
      values,
    )
    const left = await this.#database.find<{ count: string }>(
      `select count(*) as count from ${table} where $1 <> '' and ${OPEN} and ${isOf}`,
      values,
    )
    return Number(left?.count)
  }

  async forgetParked(tenantId: string): Promise<void> {
    await this.#database.run('delete from portico_move.parked where tenant_id = $1', [tenantId])
  }

  /** Of the queues that this database has. */
  async #queues() {
    const found = await this.#database.list<{ schema: string }>(
      `select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relname = 'job' and n.nspname = any($1)`,
      [QUEUES.map(({ schema }) => schema)],
    )
    const there = new Set(found.map(({ schema }) => schema))
    return QUEUES.filter(({ schema }) => there.has(schema)).map(queue => ({
      ...queue,
      table: `${queue.schema}.job`,
    }))
  }

  async #requireQueues(
    tenantId: string,
    { table, schema }: { table: string; schema: string },
  ): Promise<void> {
    const missing = await this.#database.list<{ name: string }>(
      `select distinct (p.row::${table}).name as name from portico_move.parked p
       where p.tenant_id = $1 and p.tab = '${table}'
         and not exists (select 1 from ${schema}.queue q where q.name = (p.row::${table}).name)`,
      [tenantId],
    )
    if (missing.length === 0) return
    throw new MoveFault(
      'MOVE_QUEUE_MISSING',
      `The cell ${this.#database.cell} has no queue ${missing.map(({ name }) => name).join(', ')}. Start all services and tags there, then run the command again; messages wait.`,
    )
  }
}

function busy(tenantId: string): MoveFault {
  return new MoveFault(
    'MOVE_BUSY',
    `Messages of ${tenantId} are at work all the time. Run the command again in a quieter hour; it goes on.`,
  )
}
