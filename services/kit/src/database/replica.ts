import { Loop } from '@portico/loop'
import type pg from 'pg'
import { errorCode } from './connect.ts'
import { isConnectionLost } from './connection-lost.ts'
import type { Database } from './database.ts'
import { isAtOrBehind, type Position, readPosition } from './position.ts'

const LOOK_MS = 500
const KEPT_MARKS = 240

/** What can be asked of a server outside of any transaction. */
type Ask = Pick<Database, 'execute'>

interface ServerFacts extends pg.QueryResultRow {
  position: string
  isReplica: boolean
  isUnsafe: boolean
  server: string
}

const FACTS = `select
  case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end::text as position,
  pg_is_in_recovery() as "isReplica",
  (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "isUnsafe",
  (select system_identifier::text from pg_control_system()) || '/' || current_database() as server`

/** It cannot be reached, is busy, or what was asked stands against what it replays. */
const FAULTS = new Set(['DATABASE_UNAVAILABLE', 'DATABASE_BUSY', '40001'])

export interface ReplicaLog {
  warn(facts: object, text: string): void
  info(text: string): void
}

interface ReplicaOptions {
  primary: Ask
  replica: Database
  log?: ReplicaLog | undefined
  /** Ms of a monotonic clock. */
  now?: () => number
}

/**
 * A streaming replica, and how old what it shows is at most. The primary's position is noted with the time at which it was asked;
 * the replica shows all that was committed before the last of these times whose position it has replayed. So no clock of
 * another machine is looked at, and a replica that stands still or says nothing grows older by itself.
 */
export class Replica {
  readonly database: Database
  readonly #options: ReplicaOptions
  readonly #loop: Loop
  readonly #now: () => number
  /** Positions of the primary that the replica has not replayed yet, and when they were the newest: the oldest first. */
  #ahead: { at: number; position: Position }[] = []
  #replayed: Position = 0n
  /** Everything committed before is there; null: not known. */
  #showsUntil: number | null = null

  constructor(options: ReplicaOptions) {
    this.#options = options
    this.database = options.replica
    this.#now = options.now ?? (() => performance.now())
    this.#loop = new Loop({
      run: async () => {
        await this.look()
        return 'pause'
      },
      pauseMs: LOOK_MS,
      onFailing: cause => options.log?.warn({ cause }, 'it is not known how far the replica is'),
      onRecovered: () => options.log?.info('it is known again how far the replica is'),
    })
  }

  /** Begins to look; a replica that is not there is no fault of the start. */
  start() {
    void this.#loop.start()
  }

  async stop() {
    await this.#loop.stop()
    await this.database.close()
  }

  /** How old what it shows may be; `Infinity`: not known. */
  get lagMs(): number {
    return this.#showsUntil === null ? Number.POSITIVE_INFINITY : this.#now() - this.#showsUntil
  }

  /** Whether it shows everything up to `position`, and is no older than that. */
  shows({ maxAgeMs, position }: { maxAgeMs: number; position: Position | null }): boolean {
    return this.lagMs <= maxAgeMs && (position === null || isAtOrBehind(position, this.#replayed))
  }

  /** Until the next look it is not read. */
  noteFault() {
    this.#showsUntil = null
    this.#ahead = []
  }

  /** Throws where the replica is none of this primary, or its role is bound by no policy. */
  async look() {
    const { primary } = this.#options
    const at = this.#now()
    const own = await factsOf(primary)
    this.#ahead.push({ at, position: readPosition(own.position) ?? 0n })
    if (this.#ahead.length > KEPT_MARKS) this.#ahead.splice(1, 1)
    const there = await this.#factsOfReplica(own.server)
    this.#replayed = readPosition(there.position) ?? 0n
    while (this.#ahead[0] && isAtOrBehind(this.#ahead[0].position, this.#replayed))
      this.#showsUntil = this.#ahead.shift()?.at ?? null
  }

  async #factsOfReplica(server: string): Promise<ServerFacts> {
    try {
      const there = await factsOf(this.database)
      if (!there.isReplica || there.server !== server)
        throw new Error('What is set as the replica is none of this database.')
      if (there.isUnsafe) throw new Error('The role on the replica bypasses row-level security.')
      return there
    } catch (error) {
      this.noteFault()
      throw error
    }
  }
}

/** Whether the replica could not do it, rather than that it was asked for something wrong. */
export function isReplicaFault(error: unknown): boolean {
  return isConnectionLost(error) || FAULTS.has(errorCode(error))
}

async function factsOf(server: Ask): Promise<ServerFacts> {
  const { rows } = await server.execute<ServerFacts>(FACTS)
  const [facts] = rows
  if (!facts) throw new Error('A server says nothing of itself.')
  return facts
}
