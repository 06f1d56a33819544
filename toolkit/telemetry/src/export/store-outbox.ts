import type { TracePart } from './trace-part.ts'

/** Where the kept traces of a process go. */
export interface TraceStore {
  /**
   * Keeps the parts, and says which traces other processes have kept of late though their callers did not mean to, for they
   * failed or were slow. Without parts it is asked for that alone.
   */
  send(parts: TracePart[]): Promise<readonly string[]>
}

interface StoreOutboxParts {
  store: TraceStore
  pauseMs: number
  /** Whether something is held that may turn out to be kept. */
  isWaiting(): boolean
  onLate(traceIds: readonly string[]): void
}

/** What waits while the store does not answer; the oldest is given up. */
const MAX_WAITING = 1_000
/** Of one request to the store. */
const MAX_BATCH = 50
/** A batch that was sent so often without being taken is what the store stumbles over. */
const MAX_TRIES = 5
/** Between sendings that fail. */
const MAX_PAUSE_MS = 30_000

/** Takes kept traces to the store, a batch a pause. It rests while there is nothing to send or to wait for. */
export class StoreOutbox {
  readonly #parts: StoreOutboxParts
  #waiting: TracePart[] = []
  #timer: NodeJS.Timeout | null = null
  #sending: Promise<void> | null = null
  #failures = 0
  #isStopped = false

  constructor(parts: StoreOutboxParts) {
    this.#parts = parts
  }

  add(part: TracePart): void {
    if (this.#isStopped) return
    this.#waiting.push(part)
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()
    this.wake()
  }

  /** There is something to send, or to wait for. */
  wake(): void {
    if (this.#timer !== null || this.#isStopped) return
    const pauseMs = Math.min(MAX_PAUSE_MS, this.#parts.pauseMs * 2 ** this.#failures)
    this.#timer = setTimeout(() => void this.#turn(), pauseMs).unref()
  }

  /** Sends all there is now, unless the store fails. */
  flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  /** Sends what there is; nothing is taken after that. */
  async stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#isStopped = true
    if (this.#waiting.length > 0) await this.flush()
  }

  async #turn(): Promise<void> {
    await this.flush()
    this.#timer = null
    if (this.#waiting.length > 0 || this.#parts.isWaiting()) this.wake()
  }

  async #sendAll(): Promise<void> {
    do {
      const batch = this.#waiting.splice(0, MAX_BATCH)
      try {
        this.#parts.onLate(await this.#parts.store.send(batch))
        this.#failures = 0
      } catch {
        // Traces are not worth a line a failure: that the store is away shows in the log of every other call to it.
        this.#failures += 1
        if (this.#failures < MAX_TRIES) this.#waiting.unshift(...batch)
        if (this.#waiting.length > MAX_WAITING) this.#waiting.splice(0, this.#waiting.length - MAX_WAITING)
        return
      }
    } while (this.#waiting.length > 0)
  }
}
