import { LRUCache } from 'lru-cache'
import type { SessionRecord } from '../access/session-record.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { readSession, writeSession } from './session-format.ts'
import { type SessionStore, StoreFull } from './session-store.ts'

/** Keys of sessions that were ended or cut short. */
const CHANGED_CHANNEL = 'portico:session-changed'
const MAX_READ = 10_000
/** What stands where a session was ended, for as long as a process may remember it: none puts it back. */
const ENDED = 'ended'

/**
 * What the gateway's processes know of sessions together: a session that ended stays ended, whatever a process remembers and
 * whatever the store loses. Rejects when the store cannot be reached; the caller decides what that means.
 */
export class SessionRecords {
  readonly #store: SessionStore
  readonly #notifications: Notifications
  readonly #lastRead = new LRUCache<string, { text: string; record: SessionRecord | null }>({ max: MAX_READ })

  /** Notifications are shared with other listeners; they are closed by the caller that opened them. */
  constructor(store: SessionStore, notifications: Notifications) {
    this.#store = store
    this.#notifications = notifications
  }

  /** `listener` gets the key of every session that some process ended or cut short: what is remembered of it is old. */
  onChanged(listener: (key: string) => void): void {
    this.#notifications.subscribe(CHANGED_CHANNEL, { onMessage: listener })
  }

  /** `listener` is called when the store was away and is back, perhaps without what it had. */
  onBack(listener: () => void): void {
    this.#store.onBack(listener)
  }

  /** Null for unknown, ended and expired ones. `isRemembered`: the caller has a copy, and waits only shortly for a newer one. */
  find(key: string, options: { isRemembered?: boolean } = {}): Promise<SessionRecord | null> {
    return this.#store.find(key, options).then(text => this.#read(key, text))
  }

  /** As `find`, where the store is part of this process; null as well where it is not. */
  findNow(key: string): SessionRecord | null {
    return this.#read(key, this.#store.findNow(key) ?? null)
  }

  /** A session is read with every call, and its text stays the same for a minute. */
  #read(key: string, text: string | null): SessionRecord | null {
    if (text === null || text === ENDED) return null
    const known = this.#lastRead.get(key)
    if (known?.text === text) return known.record
    const record = readSession(text)
    this.#lastRead.set(key, { text, record })
    return record
  }

  /** Creates or replaces. Throws StoreFull. */
  save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    return this.#store.save(key, writeSession(record), ttlMs)
  }

  /** Only while the record is still as it was read; false: it was ended or changed meanwhile, and stays so. */
  replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean> {
    return this.#store.replace(key, writeSession(read), writeSession(record), ttlMs)
  }

  /** As `save`, and every process forgets what it remembers. Without room the record stays as it is, but for `ttlMs`. */
  async cutShort(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    const shorten = this.save(key, record, ttlMs).catch(error =>
      withoutRoom(error, () => this.#store.expire(key, ttlMs)),
    )
    await Promise.all([shorten, this.#announce(key)])
  }

  /**
   * Every process forgets it, and for `ttlMs` none puts it back. Without room nothing is left to say so: a process that did
   * not get the announcement may put it back.
   */
  async end(key: string, ttlMs: number): Promise<void> {
    const end = this.#store
      .save(key, ENDED, ttlMs)
      .catch(error => withoutRoom(error, () => this.#store.drop(key)))
    await Promise.all([end, this.#announce(key)])
  }

  /** Puts back what the store has lost, unless something is there or it was ended. Returns what is there then. */
  async restore(key: string, record: SessionRecord, ttlMs: number): Promise<SessionRecord | null> {
    const isAdded = await this.#store.add(key, writeSession(record), ttlMs)
    return isAdded ? record : this.find(key)
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  #announce(key: string): Promise<void> {
    return this.#notifications.publish(CHANGED_CHANNEL, key)
  }
}

/** What a store without room still does. */
async function withoutRoom(error: unknown, ask: () => Promise<void>): Promise<void> {
  if (!(error instanceof StoreFull)) throw error
  await ask()
}
