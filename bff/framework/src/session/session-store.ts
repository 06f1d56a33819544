import type { SessionInfo } from '@portico/micro-app/page-state'

/** Times are milliseconds of the wall clock. */
export interface SessionRecord {
  info: SessionInfo
  createdAt: number
  seenAt: number
  /** Valid until then, whatever `seenAt` says. */
  endsAt: number
}

/**
 * Where sessions are kept, under the SHA-256 of their id: who reads the store cannot use what he finds.
 * One contract suite runs against every implementation.
 */
export interface SessionStore {
  /** Names what is kept; another one after the store has lost everything. */
  readonly dataSet: string
  /** Hears the key of every session that another process ended. */
  onEnded(heard: (key: string) => void): void
  /** Hears that the store has lost everything. */
  onLost(heard: () => void): void
  /** Null for unknown and expired keys. */
  find(key: string): Promise<SessionRecord | null>
  /** Creates or replaces; the store may forget it after `ttlMs`. */
  save(key: string, record: SessionRecord, ttlMs: number): Promise<void>
  /** Only while the record is still as it was read; false: it was ended or changed meanwhile, and stays so. */
  replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean>
  remove(key: string): Promise<void>
  /** Puts back what a lost data set had, unless something is there or it was removed since. Returns what is there then. */
  restore(key: string, record: SessionRecord, ttlMs: number): Promise<SessionRecord | null>
  /** Ends every session of a user. Returns how many. */
  removeByUser(tenantId: string, userId: string): Promise<number>
  removeByTenant(tenantId: string): Promise<number>
  close(): Promise<void>
}
