/** There is no room for another session; those that exist go on. */
export class StoreFull extends Error {}

/**
 * Where texts about sessions are kept, under the SHA-256 of a session's id: what is read from the store cannot be used as a
 * cookie. What the texts say is the matter of `SessionRecords`. One suite of tests runs against every driver.
 */
export interface SessionStore {
  /** `listener` is called when the store was away and is back, perhaps without what it had. */
  onBack(listener: () => void): void
  /** As `find`, in a store that is part of this process; undefined in any other. */
  findNow(key: string): string | null | undefined
  /** Null for unknown and expired keys. `isRemembered`: the caller has a copy, and waits only shortly for a newer one. */
  find(key: string, options?: { isRemembered?: boolean }): Promise<string | null>
  /** Creates or replaces; the store may forget it after `ttlMs`. Throws StoreFull. */
  save(key: string, text: string, ttlMs: number): Promise<void>
  /** Only while `read` is still what is there; false: something else is, or nothing. Throws StoreFull. */
  replace(key: string, read: string, text: string, ttlMs: number): Promise<boolean>
  /** Only where nothing is; false: something is. Throws StoreFull. */
  add(key: string, text: string, ttlMs: number): Promise<boolean>
  /** What is there may be forgotten after `ttlMs`. A store without room does it all the same, as it does `drop`. */
  expire(key: string, ttlMs: number): Promise<void>
  drop(key: string): Promise<void>
  close(): Promise<void>
}
