import type { SessionRecord } from '../access/session-record.ts'
import type { SessionStore } from './session-store.ts'

export interface KeptSession {
  record: SessionRecord
  expiresAt: number
}

export interface MemorySessionStoreOptions {
  now?: () => number
  /** What an earlier process kept. */
  kept?: Map<string, KeptSession>
  /** Called with all that is kept, after each change. */
  onChange?: (kept: ReadonlyMap<string, KeptSession>) => void
  onClose?: (kept: ReadonlyMap<string, KeptSession>) => Promise<void>
}

const SWEEP_MS = 60_000

/**
 * For one process, of which it is a part: it loses nothing alone and has no other process to listen to. Expired sessions
 * are swept once a minute.
 */
export class MemorySessionStore implements SessionStore {
  readonly #kept: Map<string, KeptSession>
  readonly #now: () => number
  readonly #options: MemorySessionStoreOptions
  readonly #sweeper: NodeJS.Timeout

  constructor(options: MemorySessionStoreOptions = {}) {
    this.#options = options
    this.#kept = options.kept ?? new Map()
    this.#now = options.now ?? Date.now
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref()
  }

  onChanged(): void {}

  onBack(): void {}

  async find(key: string): Promise<SessionRecord | null> {
    const kept = this.#kept.get(key)
    return kept && kept.expiresAt > this.#now() ? kept.record : null
  }

  async save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    this.#kept.set(key, { record, expiresAt: this.#now() + ttlMs })
    this.#changed()
  }

  async replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean> {
    if (this.#kept.get(key)?.record !== read) return false
    await this.save(key, record, ttlMs)
    return true
  }

  async remove(key: string): Promise<void> {
    this.#kept.delete(key)
    this.#changed()
  }

  cutShort(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    return this.save(key, record, ttlMs)
  }

  restore(key: string): Promise<SessionRecord | null> {
    return this.find(key)
  }

  /** What was kept stays as it is: a write of it that was put off may still come. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    await this.#options.onClose?.(this.#kept)
  }

  #changed(): void {
    this.#options.onChange?.(this.#kept)
  }

  #sweep(): void {
    for (const [key, { expiresAt }] of this.#kept) {
      if (expiresAt <= this.#now()) this.#kept.delete(key)
    }
  }
}
