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
/** More in one go would time out in each other's company. */
const restoredAtOnce = 100

/**
 * The rules of a session: 256-bit ids of which only the hash is kept, idle and absolute end, rotation, revocation.
 * A session seen lately stays usable while the store is away, and is put back into one that comes back empty, so that
 * losing Redis logs nobody out.
 */
export class Sessions {
  readonly #store: SessionStore
  readonly #log: Log
  readonly #now: () => number
  readonly #near = new LRUCache<string, SessionRecord>({ max: maxNear })

  constructor(store: SessionStore, log: Log, now: () => number = Date.now) {
    this.#store = store
    this.#log = log
    this.#now = now
    store.onChanged(key => void this.#near.delete(key))
    store.onBack(() => void this.#restoreAll())
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
      if (record) this.#near.set(key, record)
      else this.#near.delete(key)
      return record
    } catch (cause) {
      return this.#near.get(key) ?? unavailable(cause)
    }
  }

  /** A session that ended has left its mark in the store: what is not there at all, the store has lost. */
  async #restore(key: string): Promise<SessionRecord | null> {
    const near = this.#near.get(key)
    const remainingMs = near ? this.#remainingMs(near) : 0
    return near && remainingMs > 0 ? this.#store.restore(key, near, remainingMs) : null
  }

  /** At once, since the next call of a session may reach a process that has never seen it. */
  async #restoreAll(): Promise<void> {
    const keys = [...this.#near.keys()]
    for (let start = 0; start < keys.length; start += restoredAtOnce) {
      // What fails here is put back by the next call of its session.
      await Promise.allSettled(keys.slice(start, start + restoredAtOnce).map(key => this.#restoreOne(key)))
    }
  }

  async #restoreOne(key: string): Promise<void> {
    const record = await this.#restore(key)
    if (record) this.#near.set(key, record)
  }

  async #save(key: string, record: SessionRecord): Promise<void> {
    await this.#store.save(key, record, this.#remainingMs(record)).catch(cause => unavailable(cause))
    this.#near.set(key, record)
  }

  /** A logout or a login may come between reading and this: what ended then is not brought back. */
  async #touch(key: string, record: SessionRecord): Promise<void> {
    const seen = { ...record, seenAt: this.#now() }
    try {
      const isReplaced = await this.#store.replace(key, record, seen, this.#remainingMs(seen))
      if (isReplaced) this.#near.set(key, seen)
      else await this.#read(key)
    } catch (cause) {
      this.#near.set(key, seen)
      this.#log.error('session.not_touched', cause)
    }
  }

  async #retire(key: string): Promise<void> {
    const record = await this.#read(key)
    if (!record) return
    const short = { ...record, endsAt: Math.min(record.endsAt, this.#now() + graceMs) }
    await this.#store.cutShort(key, short, this.#remainingMs(short)).catch(cause => unavailable(cause))
    this.#near.set(key, short)
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
