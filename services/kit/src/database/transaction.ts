import { inSqlSpan } from '@portico/telemetry'
import type pg from 'pg'
import { type Problem, problems } from '../problems/problem.ts'

/**
 * SQL inside one open transaction. Values are parameters (`$1`); decimals and days come back as text. Once the time of who asked is
 * over, each statement throws DEADLINE_PASSED.
 */
export class Transaction {
  readonly #client: pg.ClientBase
  readonly #endsAt: number

  /** `endsAt`: ms of the monotonic clock. */
  constructor(client: pg.ClientBase, endsAt = Number.POSITIVE_INFINITY) {
    this.#client = client
    this.#endsAt = endsAt
  }

  async list<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    this.#assertInTime()
    const { rows } = await inSqlSpan(sql, () => this.#client.query<Row>(sql, [...values]))
    return rows
  }

  /** The first row, or null. */
  async find<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row | null> {
    const [row] = await this.list<Row>(sql, values)
    return row ?? null
  }

  /** The one row of a statement that always gives one (`returning`, aggregates); throws otherwise. */
  async get<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row> {
    const row = await this.find<Row>(sql, values)
    if (!row) throw new Error(`No row from: ${sql.trim().slice(0, 80)}`)
    return row
  }

  /** Number of rows written. */
  async run(sql: string, values: readonly unknown[] = []): Promise<number> {
    this.#assertInTime()
    const { rowCount } = await inSqlSpan(sql, () => this.#client.query(sql, [...values]))
    return rowCount ?? 0
  }

  #assertInTime() {
    if (performance.now() >= this.#endsAt) throw deadlinePassed()
  }
}

export function deadlinePassed(cause?: unknown): Problem {
  return problems.DEADLINE_PASSED('Its caller waits no longer; nothing was changed.', {}, cause)
}
