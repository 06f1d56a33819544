import type { PgBoss } from 'pg-boss'
import type { Database } from '../../database/database.ts'
import type { Envelope } from '../port/message.ts'
import { BUS_SCHEMA } from '../port/settings.ts'
import type { DeadLetter, DeadLetterStore } from '../port/transport.ts'
import { DEAD_LETTERS } from './queues.ts'

interface Row {
  data: Envelope
  attempts: number
  reason: unknown
}

/** In a queue of their own that no worker takes from. */
export class BossDeadLetters implements DeadLetterStore {
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

  /** The library would load them all. */
  async list(max: number): Promise<DeadLetter[]> {
    const { rows } = await this.#database.execute<Row>(
      `select data, coalesce(source_retry_count, 0) + 1 as attempts, source_output as reason
       from ${BUS_SCHEMA}.job where name = $1 and state < 'active' and data @> $2
       order by created_on, id limit $3`,
      [DEAD_LETTERS, JSON.stringify(this.#filter.data), max],
    )
    return rows.map(({ data, attempts, reason }) => ({ envelope: data, attempts, reason }))
  }

  redrive(): Promise<number> {
    return this.#boss.redrive(DEAD_LETTERS, this.#filter)
  }
}
