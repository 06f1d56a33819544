import { platformSettings } from '@portico/settings'
import { inSqlSpan } from '@portico/telemetry'
import pg from 'pg'
import { Problem, problems } from '../problems/problem.ts'
import { errorCode } from './connect.ts'
import { isConnectionLost } from './connection-lost.ts'
import { CallerLeft, FairSlots, NoSlotInTime } from './fair-slots.ts'
import { enter, fenceFault, heldFault, isHeldBy } from './fence.ts'
import { callerEndsAt, callerLeft, noteBegun, noteChanged } from './for-caller.ts'
import { assertOutside, findTransaction, runInside } from './inside.ts'
import { type BeginAnswer, type ConnectionPatience, LiveConnections } from './live-connections.ts'
import { MAX_CONNECTIONS, POOL_TIMEOUT_MS, STATEMENT_TIMEOUT_MS } from './pool.ts'
import { SlowStatements } from './slow-statements.ts'
import { deadlinePassed, Transaction, timed } from './transaction.ts'

/** An import and a user who looks at it; what works for one tenant also keeps the processor from another. */
const MAX_OF_TENANT = 2

const TENANT = 'portico.tenant'
/** Work for no tenant in particular; it takes its turn as a tenant does. */
const PLATFORM = ''

/** `~throttle` and its like hold rows of all tenants. */
function isPlatform(holder: string): boolean {
  return holder === PLATFORM || holder.startsWith('~')
}

export interface ReachOptions {
  /** From how long on a statement is slow. */
  slowMs?: number | undefined
  /** With connections that are dead, and with a database that is away. */
  patience?: ConnectionPatience | undefined
  /** Where there are several: at each begin it is asked whether the tenant is in this one. Null, or left out: there is one. */
  cell?: string | null | undefined
  /** Where the pool is one of transactions: PostgreSQL itself, and what each transaction sets. */
  behindPooler?: { sessionUrl: string; settings: string } | undefined
}

/**
 * A service's own schema. Tenants' rows are reached only through `tenant`. Connections go to tenants in turn, and one tenant
 * never has them all: what a tenant asks for, however much, is no wait for another.
 */
export class Database {
  readonly url: string
  /** For what lasts longer than a transaction: a lock of a session, notifications. */
  readonly sessionUrl: string
  /** Statements that took long, for who reports them. */
  readonly slow: SlowStatements
  readonly #pool: pg.Pool
  /** What each transaction sets for itself; empty: connections have it from their start. */
  readonly #ownSettings: string
  readonly #cell: string | null
  readonly #live: LiveConnections
  readonly #slots = new FairSlots({
    slots: MAX_CONNECTIONS,
    maxOf: holder => (isPlatform(holder) ? MAX_CONNECTIONS - 1 : MAX_OF_TENANT),
    maxWaitMs: POOL_TIMEOUT_MS,
  })

  constructor(
    url: string,
    pool: pg.Pool,
    {
      slowMs = platformSettings.PORTICO_SQL_SLOW_MS.default,
      patience,
      cell = null,
      behindPooler,
    }: ReachOptions = {},
  ) {
    this.url = url
    this.sessionUrl = behindPooler?.sessionUrl ?? url
    this.#ownSettings = behindPooler?.settings ?? ''
    this.#cell = cell
    this.slow = new SlowStatements(slowMs)
    this.#pool = pool
    this.#live = new LiveConnections(pool, patience)
  }

  /** One transaction that sees and writes only this tenant's rows; rolled back when `work` throws. */
  tenant<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.transaction({ [TENANT]: tenantId }, work)
  }

  /** One transaction with these settings (`set local`), for policies that look at something else than the tenant. */
  async transaction<T>(settings: Record<string, string>, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const holder = settings[TENANT] ?? PLATFORM
    let isHeld = false
    const noteState = (answer: BeginAnswer) => {
      isHeld = isHeldBy(answer)
    }
    const cell = TENANT in settings ? this.#cell : null
    const { client, endsAt, release } = await this.#connect(holder, ends =>
      this.#live.begin(
        () => begin(settings, { timeLeftMs: ends - performance.now(), ownSettings: this.#ownSettings, cell }),
        ends,
        cell === null ? undefined : noteState,
      ),
    )
    let failure: Error | undefined
    try {
      const tx = new Transaction(client, this.slow, endsAt)
      const result = await runInside(this, tx, () => work(tx))
      await inSqlSpan('commit', () => client.query('commit'))
      tx.noteCommitted()
      if (this.#cell !== null && tx.mayHaveWritten) noteChanged()
      return result
    } catch (cause) {
      const error = isHeld ? heldFault(cause) : cause
      failure = await this.#live.undo(client, error)
      const isOver = isCancelled(error) || isConnectionLost(error)
      throw isOver && performance.now() >= endsAt ? deadlinePassed(error) : error
    } finally {
      release(failure)
    }
  }

  /** In a transaction that works for several tenants one after the other: what follows is this tenant's. Throws TENANT_MOVING, TENANT_MOVED. */
  async turnTo(tx: Transaction, tenantId: string): Promise<void> {
    try {
      if (this.#cell === null) await tx.run(`select set_config('${TENANT}', $1, true)`, [tenantId])
      else await tx.run('select portico_turn_to($1, $2)', [tenantId, this.#cell])
    } catch (error) {
      throw fenceFault(error) ?? error
    }
  }

  /** One statement outside any tenant (protected tables look empty): for readiness and libraries such as a job queue. */
  async execute<Row extends pg.QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<{ rows: Row[] }> {
    if (this.#ownSettings)
      return this.transaction({}, async tx => ({ rows: await tx.list<Row>(sql, values) }))
    const { client, release } = await this.#connect(PLATFORM, ends => this.#live.take(ends))
    let failure: Error | undefined
    try {
      return await timed(this.slow, sql, () => client.query<Row>(sql, [...values]))
    } catch (error) {
      failure = this.#live.noteFailure(error)
      throw error
    } finally {
      release(failure)
    }
  }

  /**
   * One short statement that only reads and has no parameters, for what is looked at again and again: one round trip, where a
   * transaction takes three. It shows by itself that its connection lives, and may be sent several times.
   */
  async look<Row extends object>(sql: string, settings: Record<string, string> = {}): Promise<Row[]> {
    const asked = Promise.withResolvers<Row[]>()
    const isPlain = this.#ownSettings === '' && Object.keys(settings).length === 0
    const text = (ends: number) =>
      isPlain
        ? sql
        : `${begin(settings, { timeLeftMs: ends - performance.now(), ownSettings: this.#ownSettings, cell: null })};${sql};commit`
    const { release } = await this.#connect(PLATFORM, async ends => {
      const { client, proof } = await this.#live.look<Row>(() => text(ends), ends)
      asked.resolve(Array.isArray(proof) ? (proof.at(-2)?.rows ?? []) : proof.rows)
      return client
    })
    release()
    return asked.promise
  }

  /** As `execute`, but in the caller's transaction where there is one: for libraries that look things up in the middle of one. */
  async executeNear(sql: string, values: readonly unknown[] = []): Promise<{ rows: object[] }> {
    const tx = findTransaction(this)
    return tx ? { rows: await tx.list(sql, values) } : this.execute(sql, values)
  }

  /** Where everything that is committed by now stands in the log; null: there is no replica for which that matters. */
  position(): Promise<string | null> {
    return Promise.resolve(null)
  }

  /** How old what its replica shows is at most; null: it has none. */
  replicaLagMs(): number | null {
    return null
  }

  /** For metrics. */
  poolState(): { open: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { open: totalCount, idle: idleCount, waiting: waitingCount + this.#slots.waitingCount }
  }

  async close() {
    await this.#pool.end()
  }

  async #connect(holder: string, take: (endsAt: number) => Promise<pg.PoolClient>): Promise<Connection> {
    assertOutside(this)
    const endsAt = callerEndsAt()
    const timeLeftMs = endsAt - performance.now()
    if (timeLeftMs <= 0) throw deadlinePassed()
    let giveBack: (() => void) | undefined
    try {
      giveBack = await this.#slots.take(holder, { left: callerLeft(), timeLeftMs })
      noteBegun()
      const client = await take(endsAt)
      return { client, endsAt, release: failure => release(client, giveBack, failure) }
    } catch (cause) {
      giveBack?.()
      throw asProblem(cause, timeLeftMs)
    }
  }
}

function asProblem(cause: unknown, timeLeftMs: number): Problem {
  if (cause instanceof Problem) return cause
  const fenced = fenceFault(cause)
  if (fenced) return fenced
  if (cause instanceof CallerLeft)
    return problems.CALLER_LEFT('The caller left before its turn came; nothing was done.')
  if (cause instanceof NoSlotInTime && timeLeftMs < POOL_TIMEOUT_MS) return deadlinePassed()
  return cause instanceof NoSlotInTime
    ? problems.DATABASE_BUSY('Too many calls wait for the database; try again.', {}, cause)
    : problems.DATABASE_UNAVAILABLE('The database does not answer; try again.', {}, cause)
}

interface Connection {
  client: pg.PoolClient
  /** When what is done on it is of no use any more: ms of the monotonic clock. */
  endsAt: number
  /** `failure`: it is broken and must leave the pool. */
  release(failure?: Error): void
}

/** The pool first: who gets the slot finds a connection there. */
function release(client: pg.PoolClient, giveBack: (() => void) | undefined, failure?: Error) {
  client.release(failure)
  giveBack?.()
}

/** Its statement was ended by the server, as it took too long. */
function isCancelled(error: unknown): boolean {
  return errorCode(error) === '57014'
}

/**
 * One round trip: the simple protocol takes several statements, so values are escaped literals. No statement goes on for longer
 * than the caller waits; the server's own limit is that of the pool.
 */
function begin(
  settings: Record<string, string>,
  { timeLeftMs, ownSettings, cell }: { timeLeftMs: number; ownSettings: string; cell: string | null },
): string {
  const isShort = timeLeftMs < STATEMENT_TIMEOUT_MS
  // By `set`, for a `select` takes a snapshot, after which the work may not choose its isolation.
  const limit = isShort ? `;set local statement_timeout = ${Math.max(1, Math.ceil(timeLeftMs))}` : ''
  const sets = Object.entries(settings).map(([name, value]) =>
    cell !== null && name === TENANT
      ? enter(storable(value), cell)
      : `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(storable(value))}, true)`,
  )
  return `begin${ownSettings}${limit}${sets.length > 0 ? `;select ${sets.join(', ')}` : ''}`
}

/** A NUL character would end the statement early. */
function storable(value: string): string {
  if (value.includes('\0')) throw problems.INVALID_REQUEST('A value cannot be stored.')
  return value
}
