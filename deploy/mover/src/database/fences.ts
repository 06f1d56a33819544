import { setTimeout as sleep } from 'node:timers/promises'
import { escapeIdentifier } from 'pg'
import { MoveFault } from '../faults/move-fault.ts'
import { type CellDatabase, IDLE_TIMEOUT_MS, sqlState } from './cell-database.ts'

const LOCK = `hashtextextended('portico tenant ' || $1, 0)`
const LOCKED = '55P03'
/** Longer than a write takes; meanwhile the tenant's new writes are refused. */
const HOLD_WAIT_MS = 3_000
/** A mover that is frozen, or cut off, holds its tenant no longer than that. */
const HELD_IDLE_MS = 30_000
const HOLD_TRIES = 10
const HOLD_PAUSE_MS = 1_000

export interface Whereabouts {
  state: 'here' | 'arriving' | 'moved'
  cell: string | null
  generation: number
}

/** What services of a cell ask at each begin, one table a schema; see the migration of the fence in the kit. */
export class Fences {
  readonly #database: CellDatabase
  readonly #schemas: readonly string[]

  constructor(database: CellDatabase, schemas: readonly string[]) {
    this.#database = database
    this.#schemas = schemas
  }

  /** Null: the tenant is here, or never was. */
  async find(tenantId: string): Promise<Whereabouts | null> {
    for (const fence of this.#tables()) {
      const found = await this.#database.find<{
        state: 'arriving' | 'moved'
        cell: string
        generation: string
      }>(`select state, cell, generation from ${fence} where tenant_id = $1 and state <> 'here'`, [tenantId])
      if (found) return { ...found, generation: Number(found.generation) }
    }
    return null
  }

  /** In the caller's transaction, so that it is said of all services at once. */
  async set(tenantId: string, { state, cell, generation }: Whereabouts): Promise<void> {
    for (const fence of this.#tables())
      await this.#database.run(
        `insert into ${fence} (tenant_id, state, cell, generation) values ($1, $2, $3, $4)
         on conflict (tenant_id) do update set state = excluded.state, cell = excluded.cell,
           generation = excluded.generation, changed_at = now()`,
        [tenantId, state, cell, generation],
      )
  }

  /** From its commit on the tenant is served here. */
  async open(tenantId: string, generation: number): Promise<void> {
    await this.#database.transaction(() => this.set(tenantId, { state: 'here', cell: null, generation }))
  }

  /**
   * While `work` goes on the tenant is only read, and no write of before is under way. The lock is this connection's: it ends with the
   * mover, however that ends. Throws MOVE_BUSY.
   */
  async holding<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
    await this.#hold(tenantId)
    try {
      return await work()
    } finally {
      await this.#release(tenantId).catch(() => {})
    }
  }

  async #release(tenantId: string): Promise<void> {
    await this.#database.run(`select pg_advisory_unlock(${LOCK})`, [tenantId])
    await this.#database.run(`set idle_session_timeout = ${IDLE_TIMEOUT_MS}`)
  }

  async #hold(tenantId: string): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#database.run(`set lock_timeout = ${HOLD_WAIT_MS}`)
        await this.#database.run(`set idle_session_timeout = ${HELD_IDLE_MS}`)
        await this.#database.run(`select pg_advisory_lock(${LOCK})`, [tenantId])
        await this.#database.run('set lock_timeout = 0')
        return
      } catch (error) {
        if (sqlState(error) !== LOCKED) throw error
        if (tries === HOLD_TRIES)
          throw new MoveFault(
            'MOVE_BUSY',
            `A transaction of ${tenantId} takes longer than ${HOLD_WAIT_MS} ms each time. Run the command again in a quieter hour; it goes on.`,
            { cause: error },
          )
        await sleep(HOLD_PAUSE_MS)
      }
    }
  }

  #tables(): string[] {
    return this.#schemas.map(schema => `${escapeIdentifier(schema)}.tenant_fence`)
  }
}
