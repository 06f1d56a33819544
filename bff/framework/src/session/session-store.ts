import type { SessionRecord } from '../access/session-record.ts'

/** There is no room for another session; those that exist go on. */
export class StoreFull extends Error {}

/**
 * Where sessions are kept, under the SHA-256 of their id: what is read from the store cannot be used as a cookie.
 * One contract suite runs against every implementation.
 */
export interface SessionStore {
  /** `listener` gets the key of every session that some process ended or cut short: what is remembered of it is old. */
  onChanged(listener: (key: string) => void): void
  /** `listener` is called when the store was away and is back, perhaps without what it had. */
  onBack(listener: () => void): void
  /** Null for unknown and expired keys. `isRemembered`: the caller has a copy, and waits only shortly for a newer one. */
  find(key: string, options?: { isRemembered?: boolean }): Promise<SessionRecord | null>
  /** Creates or replaces; the store may forget it after `ttlMs`. Throws StoreFull. */
  save(key: string, record: SessionRecord, ttlMs: number): Promise<void>
  /** Only while the record is still as it was read; false: it was ended or changed meanwhile, and stays so. */
  replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean>
  remove(key: string): Promise<void>
  /** As `save`, and every process forgets what it remembers. */
  cutShort(key: string, record: SessionRecord, ttlMs: number): Promise<void>
  /** Puts back what the store has lost, unless something is there or it was removed. Returns what is there then. */
  restore(key: string, record: SessionRecord, ttlMs: number): Promise<SessionRecord | null>
  close(): Promise<void>
}
