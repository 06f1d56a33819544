import { type SessionStore, StoreFull } from './session-store.ts'

export interface KeptSession {
  text: string
  expiresAt: number
}

export interface MemorySessionStoreOptions {
  now?: () => number
  /** What an earlier process kept. */
  kept?: Map<string, KeptSession>
  /** How many may be kept; left out: 100,000, some 200 MB. */
  maxKept?: number
  /** Called with all that is kept, after each change. */
  onChange?: (kept: ReadonlyMap<string, KeptSession>) => void
  onClose?: (kept: ReadonlyMap<string, KeptSession>) => Promise<void>
}

const SWEEP_MS = 60_000
const MAX_KEPT = 100_000

/** For one process, of which it is a part: it loses nothing alone. Expired sessions are swept once a minute. */
export class MemorySessionStore implements SessionStore {
  readonly #kept: Map<string, KeptSession>
  readonly #now: () => number
  readonly #maxKept: number
  readonly #options: MemorySessionStoreOptions
  readonly #sweeper: NodeJS.Timeout

  constructor(options: MemorySessionStoreOptions = {}) {
    this.#options = options
    this.#kept = options.kept ?? new Map()
    this.#now = options.now ?? Date.now
    this.#maxKept = options.maxKept ?? MAX_KEPT
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref()
  }

  /** It is never away. */
  onBack(): void {}

  findNow(key: string): string | null {
    return this.#present(key)?.text ?? null
  }

  find(key: string): Promise<string | null> {
    return Promise.resolve(this.findNow(key))
  }

  async save(key: string, text: string, ttlMs: number): Promise<void> {
    this.#keep(key, text, ttlMs)
  }

  async replace(key: string, read: string, text: string, ttlMs: number): Promise<boolean> {
    if (this.#present(key)?.text !== read) return false
    this.#keep(key, text, ttlMs)
    return true
  }

  async add(key: string, text: string, ttlMs: number): Promise<boolean> {
    if (this.#present(key)) return false
    this.#keep(key, text, ttlMs)
    return true
  }

  async expire(key: string, ttlMs: number): Promise<void> {
    const kept = this.#present(key)
    if (kept) this.#keep(key, kept.text, ttlMs)
  }

  async drop(key: string): Promise<void> {
    if (this.#kept.delete(key)) this.#changed()
  }

  /** What was kept stays as it is: a write of it that was put off may still come. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper)
    await this.#options.onClose?.(this.#kept)
  }

  #present(key: string): KeptSession | null {
    const kept = this.#kept.get(key)
    return kept && kept.expiresAt > this.#now() ? kept : null
  }

  #keep(key: string, text: string, ttlMs: number): void {
    if (!this.#kept.has(key)) this.#makeRoom()
    this.#kept.set(key, { text, expiresAt: this.#now() + ttlMs })
    this.#changed()
  }

  #makeRoom(): void {
    if (this.#kept.size < this.#maxKept) return
    this.#sweep()
    if (this.#kept.size >= this.#maxKept) throw new StoreFull('This process has no room for a session.')
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
