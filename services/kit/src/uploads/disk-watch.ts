import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Database } from '../database/database.ts'
import { problems } from '../problems/problem.ts'
import { readWhole } from '../settings/whole.ts'

const MEGABYTE = 1024 * 1024
/** Several of the largest uploads, unpacked and once more where they are kept. */
/** A stream is stopped at most this much after space ran out. */
const LOOK_EVERY_BYTES = MEGABYTE
/** PostgreSQL looks at every file of the database to compute its size. */
const SIZE_KNOWN_MS = 5000

interface Watched {
  /** Folders of this machine where uploads end up. */
  folders?: readonly string[]
  /** Asked for its size, where a limit of it is set: its disk may be another machine's. */
  database?: Database
}

/**
 * Whether there is room for one more upload. Uploads stop while some space is left, for a database that finds its disk full
 * stops every write, of orders too. Settings: `PORTICO_MIN_FREE_DISK_MB` of the disks of the given folders and of
 * `PORTICO_DATABASE_FOLDER` (a database on this machine), and `PORTICO_MAX_DATABASE_MB` (one elsewhere; 0, the default: no limit).
 */
export class DiskWatch {
  readonly #folders: readonly string[]
  readonly #minFreeMb: number
  readonly #maxDatabaseMb: number
  readonly #database: Database | undefined
  #size = { megabytes: 0, knownUntil: 0 }

  constructor(env: NodeJS.ProcessEnv, { folders = [], database }: Watched = {}) {
    const databaseFolder = env.PORTICO_DATABASE_FOLDER
    this.#folders = [...folders, ...(databaseFolder ? [databaseFolder] : [])].map(folder => resolve(folder))
    this.#minFreeMb = readWhole(env, 'PORTICO_MIN_FREE_DISK_MB')
    this.#maxDatabaseMb = readWhole(env, 'PORTICO_MAX_DATABASE_MB')
    this.#database = database
  }

  /** Call it before an upload is taken, and outside a transaction. Throws DISK_FULL. */
  async requireSpace(): Promise<void> {
    for (const folder of this.#folders) {
      if ((await freeMb(folder)) < this.#minFreeMb) throw full({ minFreeMb: this.#minFreeMb })
    }
    if (this.#maxDatabaseMb === 0 || !this.#database) return
    if ((await this.#databaseMb(this.#database)) >= this.#maxDatabaseMb)
      throw full({ maxDatabaseMb: this.#maxDatabaseMb })
  }

  /** The stream as it is, as long as there is space for it. Throws DISK_FULL. */
  async *watched(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
    let unlooked = 0
    for await (const chunk of stream) {
      unlooked += chunk.length
      if (unlooked >= LOOK_EVERY_BYTES) {
        await this.requireSpace()
        unlooked = 0
      }
      yield chunk
    }
  }

  async #databaseMb(database: Database): Promise<number> {
    const now = performance.now()
    if (now < this.#size.knownUntil) return this.#size.megabytes
    const { rows } = await database.execute<{ bytes: string }>(
      'select pg_database_size(current_database()) as bytes',
    )
    this.#size = { megabytes: Number(rows[0]?.bytes ?? 0) / MEGABYTE, knownUntil: now + SIZE_KNOWN_MS }
    return this.#size.megabytes
  }
}

/** Of its disk; a folder that is not made yet, or lies in one that is closed to us, has that of the one it is in. */
async function freeMb(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return (bavail * bsize) / MEGABYTE
  } catch (error) {
    const parent = dirname(folder)
    if (parent === folder) throw error
    return freeMb(parent)
  }
}

/** Senders learn what to do and no folder's name. */
function full(limit: { minFreeMb: number } | { maxDatabaseMb: number }) {
  const what =
    'minFreeMb' in limit
      ? `Less than ${limit.minFreeMb} MB are free on the disk.`
      : `The database has reached its limit of ${limit.maxDatabaseMb} MB.`
  const detail = `${what} Nothing was kept. Ask the operators of this installation to make room, then send the file again.`
  return problems.DISK_FULL(detail, limit)
}
