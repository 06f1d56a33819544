/** After which a service has done what it does, if it does it at all: no handler works for longer than 30 s. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000]
/** Tenants by services; beyond, the oldest is left to the lifetime of what is kept. */
const MAX_OPEN = 1_000

interface OpenWrite {
  tenantId: string
  tags: readonly string[]
  timer: NodeJS.Timeout
}

/**
 * Writes of which it is not known whether they were done, for their answer did not come: the service may do one after what it makes void was
 * read again. What was read in between is made void again, after 1, 3, 7, 15 and 31 s.
 */
export class LateWrites {
  readonly #invalidate: (tenantId: string, tags: readonly string[]) => Promise<unknown>
  /** The one noted last is the last. */
  readonly #open = new Map<string, OpenWrite>()

  constructor(invalidate: (tenantId: string, tags: readonly string[]) => Promise<unknown>) {
    this.#invalidate = invalidate
  }

  note(tenantId: string, tags: readonly string[]): void {
    const key = JSON.stringify([tenantId, tags])
    this.#forget(key)
    const [oldest] = this.#open.keys()
    if (oldest !== undefined && this.#open.size >= MAX_OPEN) this.#forget(oldest)
    const write: OpenWrite = { tenantId, tags, timer: this.#wait(key, 0) }
    this.#open.set(key, write)
  }

  close(): void {
    for (const key of [...this.#open.keys()]) this.#forget(key)
  }

  #wait(key: string, turn: number): NodeJS.Timeout {
    return setTimeout(() => this.#void(key, turn), PAUSES_MS[turn]).unref()
  }

  #void(key: string, turn: number): void {
    const write = this.#open.get(key)
    if (!write) return
    if (turn + 1 < PAUSES_MS.length) write.timer = this.#wait(key, turn + 1)
    else this.#open.delete(key)
    // A tier that is away keeps it, and sends it again by itself.
    void this.#invalidate(write.tenantId, write.tags).catch(() => null)
  }

  #forget(key: string): void {
    clearTimeout(this.#open.get(key)?.timer)
    this.#open.delete(key)
  }
}
