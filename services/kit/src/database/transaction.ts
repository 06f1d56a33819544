import { inSqlSpan } from '@portico/telemetry'
import type pg from 'pg'
import { type Problem, problems } from '../problems/problem.ts'
import type { Timed } from './live-connections.ts'
import type { SlowStatements } from './slow-statements.ts'

/** Between the server's end of a statement and ours, for the way. */
const GRACE_MS = 500
const SELECTS = /^\s*select\b/i
/** From here on the limits of the pool are shorter. */
const MAX_LEFT_MS = 15_000

/**
 * SQL inside one open transaction. Values are parameters (`$1`); decimals and days come back as text. Once the time of who asked is
 * over, each statement throws DEADLINE_PASSED.
 */
export class Transaction {
  readonly #client: pg.ClientBase
  readonly #slow: SlowStatements
  readonly #endsAt: number
  readonly #followUps: (() => void)[] = []
  #mayHaveWritten = false

  /** `endsAt`: ms of the monotonic clock. */
  constructor(client: pg.ClientBase, slow: SlowStatements, endsAt = Number.POSITIVE_INFINITY) {
    this.#client = client
    this.#slow = slow
    this.#endsAt = endsAt
  }

  async list<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#send<Row>(sql, values)).rows
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
    return (await this.#send(sql, values)).rowCount ?? 0
  }

  /** `then` is called once the transaction has committed, and never when it is rolled back. It may not throw. */
  onCommitted(then: () => void) {
    this.#followUps.push(then)
  }

  /** Whether it did more than select. */
  get mayHaveWritten(): boolean {
    return this.#mayHaveWritten
  }

  /** For who commits. */
  noteCommitted() {
    for (const then of this.#followUps) then()
  }

  async #send<Row extends object>(sql: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    this.#assertInTime()
    if (!this.#mayHaveWritten) this.#mayHaveWritten = !SELECTS.test(sql)
    const limit = this.#limit()
    const limited = limit && { text: sql, values: [...values], ...limit }
    return timed(this.#slow, sql, () =>
      limited ? this.#client.query<Row>(limited) : this.#client.query<Row>(sql, [...values]),
    )
  }

  /** The server ends a statement whose caller waits no longer; one that is dead or cut off does not, and would hold the connection. */
  #limit(): Pick<Timed, 'query_timeout'> | null {
    const leftMs = this.#endsAt - performance.now()
    return leftMs < MAX_LEFT_MS ? { query_timeout: Math.ceil(leftMs) + GRACE_MS } : null
  }

  #assertInTime() {
    if (performance.now() >= this.#endsAt) throw deadlinePassed()
  }
}

export function deadlinePassed(cause?: unknown): Problem {
  return problems.DEADLINE_PASSED('Its caller waits no longer; nothing was changed.', {}, cause)
}

/** A statement as a span, and among the slow ones where it is one of them, whether or not it fails. */
export async function timed<T>(slow: SlowStatements, sql: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  try {
    return await inSqlSpan(sql, work)
  } finally {
    slow.note(sql, performance.now() - began)
  }
}
