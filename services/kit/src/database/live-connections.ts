import { setTimeout as sleep } from 'node:timers/promises'
import { inSqlSpan } from '@portico/telemetry'
import type pg from 'pg'
import { isConnectionLost } from './connection-lost.ts'

export interface ConnectionPatience {
  /** Nothing keeps a `begin` waiting but a server, or a way to it, that is dead. */
  silentMs: number
  /** How long a database that is away is waited for: while its primary moves, calls are late instead of failed. */
  awayMs: number
}

/** The driver takes a time limit for one statement, of which its types do not know. */
export type Timed = pg.QueryConfig & { query_timeout: number }

type Prove<Proof> = (client: pg.PoolClient) => Promise<Proof>

/** A connection that answered, and what. */
interface Proven<Proof> {
  client: pg.PoolClient
  proof: Proof
}

/** Of each statement, where there are several. */
type LookAnswer<Row extends object> = pg.QueryResult<Row> | pg.QueryResult<Row>[]

export type BeginAnswer = LookAnswer<pg.QueryResultRow>

const PATIENCE: ConnectionPatience = { silentMs: 1_500, awayMs: 4_000 }
/** There a `begin` also waits for its turn. */
export const THROUGH_POOLER: ConnectionPatience = { silentMs: 5_000, awayMs: 6_000 }
const PAUSE_MS = 100

/**
 * Connections of a pool that answer. One that broke or went silent while it lay idle is replaced, together with all that are as old:
 * a server that is frozen, or cut off, closes nothing, and each of them would have to be found out by a call.
 */
export class LiveConnections {
  readonly #pool: pg.Pool
  readonly #patience: ConnectionPatience
  readonly #openedAt = new WeakMap<pg.PoolClient, number>()
  /** Connections of before are not used again: ms of the monotonic clock. */
  #trustedSince = Number.NEGATIVE_INFINITY

  constructor(pool: pg.Pool, patience: ConnectionPatience = PATIENCE) {
    this.#pool = pool
    this.#patience = patience
  }

  /**
   * One on which `sql` was done, which must change nothing, as a `begin`: it may be sent several times. Rejects with what the last
   * attempt came to, at the latest after the patience, or at `endsAt`. `read` is given what it answered.
   */
  async begin(
    sql: () => string,
    endsAt: number,
    read?: (answer: BeginAnswer) => void,
  ): Promise<pg.PoolClient> {
    const { client, proof } = await this.#untilLive(endsAt, candidate =>
      inSqlSpan('begin', () => this.#ask<BeginAnswer>(candidate, sql())),
    )
    read?.(proof)
    return client
  }

  /** As `begin`, with what was answered. */
  look<Row extends object>(sql: () => string, endsAt: number): Promise<Proven<LookAnswer<Row>>> {
    return this.#untilLive(endsAt, client =>
      inSqlSpan('look', () => this.#ask<LookAnswer<Row>>(client, sql())),
    )
  }

  /** One that answers now. */
  take(endsAt: number): Promise<pg.PoolClient> {
    return this.begin(() => 'select 1', endsAt)
  }

  /** Undefined: it says nothing of the connection it came from. Else that must leave the pool. */
  noteFailure(error: unknown): Error | undefined {
    if (!(error instanceof Error) || !isConnectionLost(error)) return undefined
    this.#trustedSince = performance.now()
    return error
  }

  /** Rolls back what failed with `error`; gives why the connection must leave the pool, where it must. */
  async undo(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
    const broken = this.noteFailure(error)
    if (broken) return broken
    try {
      await this.#ask(client, 'rollback')
      return undefined
    } catch (cause) {
      this.noteFailure(cause)
      return cause instanceof Error ? cause : new Error(String(cause))
    }
  }

  async #ask<Answer = unknown>(client: pg.PoolClient, text: string): Promise<Answer> {
    const statement: Timed = { text, query_timeout: this.#patience.silentMs }
    const answer: unknown = await client.query(statement)
    return answer as Answer
  }

  async #untilLive<Proof>(endsAt: number, prove: Prove<Proof>): Promise<Proven<Proof>> {
    const giveUpAt = performance.now() + this.#patience.awayMs
    for (;;) {
      try {
        return await this.#proven(prove)
      } catch (error) {
        // Not ahead of the caller's end: one that still waits would ask again at once, with what little time is left.
        const soon = performance.now() + PAUSE_MS
        if (!isConnectionLost(error) || soon >= Math.min(giveUpAt, endsAt + PAUSE_MS)) throw error
        await sleep(PAUSE_MS)
      }
    }
  }

  async #proven<Proof>(prove: Prove<Proof>): Promise<Proven<Proof>> {
    const client = await this.#trusted()
    try {
      return { client, proof: await prove(client) }
    } catch (error) {
      this.noteFailure(error)
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }

  async #trusted(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#pool.connect()
      const openedAt = this.#openedAt.get(client)
      if (openedAt === undefined) this.#openedAt.set(client, performance.now())
      if (openedAt === undefined || openedAt >= this.#trustedSince) return client
      client.release(true)
    }
  }
}
