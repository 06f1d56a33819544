import type { PgBoss } from 'pg-boss'
import Type, { type Static } from 'typebox'
import type { Database } from '../database/database.ts'
import type { ServiceApp } from '../http/app.ts'
import { requireSystem } from '../http/require-system.ts'
import type { Envelope } from './message.ts'
import { DEAD_LETTERS } from './queues.ts'
import { BUS_SCHEMA } from './settings.ts'

/** As many as one look takes in. */
const MAX_SHOWN = 200

const DeadLetter = Type.Object({
  messageId: Type.String(),
  event: Type.String(),
  at: Type.String(),
  headers: Type.Record(Type.String(), Type.String()),
  attempts: Type.Integer(),
  reason: Type.Unknown(),
})
const DeadLetterList = Type.Object({ count: Type.Integer(), items: Type.Array(DeadLetter) })
const Redriven = Type.Object({ count: Type.Integer() })

interface DeadLetterRow {
  data: Envelope
  attempts: number
  reason: unknown
}

/** The messages one consumer has given up, for operators: what and why, and the way back once the reason is removed. */
export class DeadLetters {
  readonly #boss: PgBoss
  readonly #database: Pick<Database, 'execute'>
  readonly #filter: { data: { consumer: string } }

  constructor(boss: PgBoss, database: Pick<Database, 'execute'>, consumer: string) {
    this.#boss = boss
    this.#database = database
    this.#filter = { data: { consumer } }
  }

  /** The library would load each, and only as many as its own limit. */
  async count(): Promise<number> {
    const { rows } = await this.#database.execute<{ count: number }>(
      `select count(*)::int as count from ${BUS_SCHEMA}.job where name = $1 and state < 'active' and data @> $2`,
      [DEAD_LETTERS, JSON.stringify(this.#filter.data)],
    )
    return rows[0]?.count ?? 0
  }

  /** `count` is of all, `items` the oldest 200. */
  async list(): Promise<Static<typeof DeadLetterList>> {
    return { count: await this.count(), items: (await this.#listOldest()).map(toDeadLetter) }
  }

  /** The library would load them all. */
  async #listOldest(): Promise<DeadLetterRow[]> {
    const { rows } = await this.#database.execute<DeadLetterRow>(
      `select data, coalesce(source_retry_count, 0) + 1 as attempts, source_output as reason
       from ${BUS_SCHEMA}.job where name = $1 and state < 'active' and data @> $2
       order by created_on, id limit $3`,
      [DEAD_LETTERS, JSON.stringify(this.#filter.data), MAX_SHOWN],
    )
    return rows
  }

  /** Back into the queues they came from. Resolves to how many. */
  redrive(): Promise<number> {
    return this.#boss.redrive(DEAD_LETTERS, this.#filter)
  }

  addRoutes(app: ServiceApp) {
    const config = { isTenantFree: true }
    const list = { config, schema: { response: { 200: DeadLetterList } } }
    app.get('/dead-letters', list, request => {
      requireSystem(request)
      return this.list()
    })
    const redrive = { config, schema: { response: { 200: Redriven } } }
    app.post('/dead-letters/redrive', redrive, async request => {
      requireSystem(request)
      return { count: await this.redrive() }
    })
  }
}

function toDeadLetter({ data, attempts, reason }: DeadLetterRow) {
  const { id, event, at, headers } = data
  return { messageId: id, event, at, headers, attempts, reason }
}
