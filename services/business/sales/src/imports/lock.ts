import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@portico/service-kit'
import pg from 'pg'

const KEY = 'hashtextextended($1, 0)'
const RETRY_MS = 500
const CONNECT_TIMEOUT_MS = 5000

/**
 * The lease of one import, over all processes and tags: an advisory lock of a connection of its own. PostgreSQL gives it
 * back the moment the process dies, however it dies, so no worker has to wait for it to run out.
 */
export class ImportLock {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    this.#client = client
  }

  /** Waits for another worker to end or die. `onLost` is called when the connection breaks: the lock is lost then. */
  static async acquire(database: Database, lease: string, signal: AbortSignal, onLost: () => void) {
    const client = new pg.Client({
      connectionString: database.sessionUrl,
      application_name: 'portico-sales-import',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    })
    client.on('error', onLost)
    await client.connect()
    const lock = new ImportLock(client)
    try {
      while (!(await lock.#isTaken(lease))) await sleep(RETRY_MS, undefined, { signal })
      return lock
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  /** Whether no worker is at the import. */
  static async isFree(database: Database, lease: string): Promise<boolean> {
    const sql = `select pg_try_advisory_xact_lock(${KEY}) as free`
    const { rows } = await database.execute<{ free: boolean }>(sql, [lease])
    return rows[0]?.free ?? false
  }

  async release() {
    await this.#client.end().catch(() => {})
  }

  async #isTaken(lease: string): Promise<boolean> {
    const sql = `select pg_try_advisory_lock(${KEY}) as taken`
    const { rows } = await this.#client.query<{ taken: boolean }>(sql, [lease])
    return rows[0]?.taken ?? false
  }
}
