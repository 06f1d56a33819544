import { createHash, randomBytes } from 'node:crypto'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { LRUCache } from 'lru-cache'
import { GraphFault } from '../graphql/fault.ts'
import type { Log } from '../telemetry/log.ts'
import type { SessionRecord, SessionStore } from './session-store.ts'

export const idleMs = 30 * 60_000
export const absoluteMs = 12 * 3600_000
/** Calls under way when the login changes still carry the old id. */
const graceMs = 10_000
/** Writing `seenAt` on every call would double the store's work. */
const touchMs = 60_000
const maxNear = 10_000

/** A record as the store had it, and the data set it was in. */
interface NearRecord {
  record: SessionRecord
  dataSet: string
}

/**
 * The rules of a session: 256-bit ids of which only the hash is kept, idle and absolute end, rotation, revocation.
 * A session seen lately stays usable while the store is away, and is put back into one that comes back empty, so that
 * losing Redis logs nobody out.
 */
export class Sessions {
  readonly #store: SessionStore
  readonly #log: Log
  readonly #now: () => number
  readonly #near = new LRUCache<string, NearRecord>({ max: maxNear })

  constructor(store: SessionStore, log: Log, now: () => number = Date.now) {
    this.#store = store
    this.#log = log
    this.#now = now
    store.onEnded(key => void this.#near.delete(key))
    store.onLost(() => void this.#restoreAll())
  }

  /** Returns the id for the cookie. `predecessor` is the id the same browser held so far. */
  async create(info: SessionInfo, predecessor: string | null): Promise<string> {
    const id = randomBytes(32).toString('base64url')
    const now = this.#now()
    await this.#save(keyOf(id), { info, createdAt: now, seenAt: now, endsAt: now + absoluteMs })
    if (predecessor !== null) await this.#retire(keyOf(predecessor))
    return id
  }

  /** Null: unknown, expired or revoked. Faults: SESSION_UNAVAILABLE when that cannot be told. */
  async find(id: string): Promise<SessionInfo | null> {
    const key = keyOf(id)
    const record = await this.#read(key)
    if (!record || this.#remainingMs(record) <= 0) return null
    if (this.#now() - record.seenAt > touchMs) await this.#touch(key, record)
    return record.info
  }

  async end(id: string): Promise<void> {
    this.#near.delete(keyOf(id))
    await this.#store.remove(keyOf(id)).catch(cause => unavailable(cause))
  }

  async endByUser(tenantId: string, userId: string): Promise<number> {
    this.#near.clear()
    return this.#store.removeByUser(tenantId, userId)
  }

  async endByTenant(tenantId: string): Promise<number> {
    this.#near.clear()
    return this.#store.removeByTenant(tenantId)
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  async #read(key: string): Promise<SessionRecord | null> {
    try {
      const record = (await this.#store.find(key)) ?? (await this.#restore(key))
      if (record) this.#keepNear(key, record)
      else this.#near.delete(key)
      return record
    } catch (cause) {
      return this.#near.get(key)?.record ?? unavailable(cause)
    }
  }

  /** What the store does not have because it lost everything, and not because the session ended. */
  async #restore(key: string): Promise<SessionRecord | null> {
    const near = this.#near.get(key)
    if (!near || near.dataSet === this.#store.dataSet) return null
    const remainingMs = this.#remainingMs(near.record)
    return remainingMs > 0 ? this.#store.restore(key, near.record, remainingMs) : null
  }

  /** At once, since the next call of a session may reach a process that has never seen it. */
  async #restoreAll(): Promise<void> {
    const keys = [...this.#near.keys()]
    await Promise.all(keys.map(key => this.#read(key).catch(() => null)))
    this.#log.info('session.restored', { count: keys.length })
  }

  #keepNear(key: string, record: SessionRecord): void {
    this.#near.set(key, { record, dataSet: this.#store.dataSet })
  }

  async #save(key: string, record: SessionRecord): Promise<void> {
    await this.#store.save(key, record, this.#remainingMs(record)).catch(cause => unavailable(cause))
    this.#keepNear(key, record)
  }

  /** A logout or a login may come between reading and this: what ended then is not brought back. */
  async #touch(key: string, record: SessionRecord): Promise<void> {
    const seen = { ...record, seenAt: this.#now() }
    try {
      const isReplaced = await this.#store.replace(key, record, seen, this.#remainingMs(seen))
      if (isReplaced) this.#keepNear(key, seen)
      else this.#near.delete(key)
    } catch (cause) {
      this.#near.set(key, { record: seen, dataSet: this.#near.get(key)?.dataSet ?? '' })
      this.#log.error('session.not_touched', cause)
    }
  }

  async #retire(key: string): Promise<void> {
    const record = await this.#read(key)
    if (record) await this.#save(key, { ...record, endsAt: Math.min(record.endsAt, this.#now() + graceMs) })
  }

  #remainingMs({ seenAt, endsAt }: SessionRecord): number {
    return Math.min(seenAt + idleMs, endsAt) - this.#now()
  }
}

function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

function unavailable(cause: unknown): never {
  throw new GraphFault('SESSION_UNAVAILABLE', 'Sessions cannot be read just now.', undefined, { cause })
}
