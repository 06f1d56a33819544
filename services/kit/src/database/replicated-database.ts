import type pg from 'pg'
import { Database } from './database.ts'
import { findStaleRead, noteWritten } from './for-caller.ts'
import { assertOutside } from './inside.ts'
import { readPosition } from './position.ts'
import { isReplicaFault, type Replica } from './replica.ts'
import type { Transaction } from './transaction.ts'

/** The newest position, by which a later read finds what was written. */
const POSITION = 'select pg_current_wal_insert_lsn()::text as position'

/**
 * A database with a replica beside it. A read whose route says how old its answer may be goes there, as long as the replica is
 * no older and shows what the caller has written; everything else goes to the primary, and so does a read that the replica fails.
 */
export class ReplicatedDatabase extends Database {
  #replica: Replica | null = null

  /** Before the first call. */
  readFrom(replica: Replica) {
    this.#replica = replica
  }

  override replicaLagMs(): number | null {
    return this.#replica?.lagMs ?? null
  }

  override async transaction<T>(
    settings: Record<string, string>,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    assertOutside(this)
    const replica = this.#replicaForCall()
    if (!replica) {
      const result = await super.transaction(settings, work)
      if (this.#replica) noteWritten()
      return result
    }
    try {
      return await replica.database.transaction(settings, work)
    } catch (error) {
      if (!isReplicaFault(error)) throw error
      replica.noteFault()
      return super.transaction(settings, work)
    }
  }

  /** Where everything that is committed by now stands in the log; null: no replica is read. */
  override async position(): Promise<string | null> {
    if (!this.#replica) return null
    const { rows } = await this.execute<{ position: string } & pg.QueryResultRow>(POSITION)
    return rows[0]?.position ?? null
  }

  override async close() {
    await this.#replica?.stop()
    await super.close()
  }

  #replicaForCall(): Replica | null {
    const read = this.#replica && findStaleRead()
    if (!this.#replica || !read) return null
    const position = read.position === null ? null : readPosition(read.position)
    // One that cannot be read may be newer than any.
    if (read.position !== null && position === null) return null
    return this.#replica.shows({ maxAgeMs: read.maxAgeMs, position }) ? this.#replica : null
  }
}
