import { Loop } from '@portico/loop'
import { noteHeldOpen } from '@portico/telemetry'

/** How often the revision is read while a caller waits: another process may have made the change. */
const LOOK_MS = 250

type Seen = (revision: number) => void

/**
 * Knows the newest revision of a feed while a caller wants to. A change made in this process is seen at once (`look`
 * after the commit), one made in another within 250 ms. While no caller waits the database is left alone.
 */
export class RevisionWatch {
  readonly #read: () => Promise<number>
  readonly #waiting = new Set<Seen>()
  readonly #listeners = new Set<Seen>()
  /** Runs while a caller waits. */
  #loop: Loop | null = null
  #reported = 0
  #isClosed = false

  /** `read` gives the revision that is committed; when it rejects, the next look tries again. */
  constructor(read: () => Promise<number>) {
    this.#read = read
  }

  /** Called with each newer revision this process comes to see. */
  onNewer(listener: Seen): void {
    this.#listeners.add(listener)
  }

  /**
   * Until the revision is another than `known`, for `waitMs` at most, or until `signal` or the service's end. True: another was
   * seen.
   */
  async waitBeyond(known: number, waitMs: number, signal: AbortSignal): Promise<boolean> {
    if (this.#isClosed || signal.aborted) return false
    noteHeldOpen()
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const seen: Seen = revision => revision !== known && resolve(true)
    const giveUp = () => resolve(false)
    const timer = setTimeout(giveUp, waitMs)
    signal.addEventListener('abort', giveUp, { once: true })
    this.#waiting.add(seen)
    this.#closing.add(giveUp)
    this.#start()
    const isNewer = await promise
    clearTimeout(timer)
    this.#closing.delete(giveUp)
    this.#waiting.delete(seen)
    if (this.#waiting.size === 0) this.#stop()
    return isNewer
  }

  /** Never throws: who waits is answered when the database is back, or when the wait is over. */
  async look(): Promise<void> {
    if (this.#waiting.size === 0 && this.#listeners.size === 0) return
    try {
      this.#report(await this.#read())
    } catch {
      // The calls that need the database report it.
    }
  }

  /** Ends every wait: a service that stops does not hold its callers. */
  close(): void {
    this.#isClosed = true
    this.#stop()
    for (const resolve of this.#closing) resolve()
  }

  readonly #closing = new Set<() => void>()

  #report(revision: number) {
    for (const seen of this.#waiting) seen(revision)
    if (revision <= this.#reported) return
    this.#reported = revision
    for (const listener of this.#listeners) listener(revision)
  }

  #start() {
    if (this.#loop) return
    this.#loop = new Loop({
      run: async () => {
        await this.look()
        return 'pause'
      },
      pauseMs: LOOK_MS,
      startsWithPause: true,
    })
    void this.#loop.start()
  }

  #stop() {
    void this.#loop?.stop()
    this.#loop = null
  }
}
