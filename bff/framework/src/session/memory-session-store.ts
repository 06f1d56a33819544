import type { SessionRecord, SessionStore } from './session-store.ts'

interface Kept {
  record: SessionRecord
  expiresAt: number
}

const sweepMs = 60_000

/** For one process. Expired sessions are swept once a minute. */
export class MemorySessionStore implements SessionStore {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => number
  readonly #sweeper: NodeJS.Timeout

  constructor(now: () => number = Date.now) {
    this.#now = now
    this.#sweeper = setInterval(() => this.#sweep(), sweepMs).unref()
  }

  async find(key: string): Promise<SessionRecord | null> {
    const kept = this.#kept.get(key)
    return kept && kept.expiresAt > this.#now() ? kept.record : null
  }

  async save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    this.#kept.set(key, { record, expiresAt: this.#now() + ttlMs })
  }

  async remove(key: string): Promise<void> {
    this.#kept.delete(key)
  }

  async removeByUser(tenantId: string, userId: string): Promise<number> {
    return this.#removeWhere(({ info }) => info.tenant.id === tenantId && info.user.id === userId)
  }

  async removeByTenant(tenantId: string): Promise<number> {
    return this.#removeWhere(({ info }) => info.tenant.id === tenantId)
  }

  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    this.#kept.clear()
  }

  #removeWhere(isMeant: (record: SessionRecord) => boolean): number {
    const keys = Array.from(this.#kept).flatMap(([key, { record }]) => (isMeant(record) ? [key] : []))
    for (const key of keys) this.#kept.delete(key)
    return keys.length
  }

  #sweep(): void {
    for (const [key, { expiresAt }] of this.#kept) {
      if (expiresAt <= this.#now()) this.#kept.delete(key)
    }
  }
}
