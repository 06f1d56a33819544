const WINDOW_MS = 10_000
const DEFAULT_MIN_CALLS = 20
const MAX_FAILURE_SHARE = 0.5
/** Twice as long after each probe that fails. A database that fails over is back within seconds, for all copies of a service alike. */
const OPEN_MS = { first: 1_000, longest: 8_000 }
/** Of what takes no connection: to try it costs nothing, and it may be back at any moment. */
const UNREACHABLE_MS = 500

/** Stops calling what keeps failing: opens at 50 % of at least 20 calls in 10 s, then lets one probe through after 1 s, 2 s, 4 s. */
export class Breaker {
  readonly #now: () => number
  readonly #minCalls: number
  #windowStart = 0
  #calls = 0
  #failures = 0
  #openUntil = 0
  #isProbing = false
  #openMs = OPEN_MS.first

  constructor(now: () => number = Date.now, minCalls = DEFAULT_MIN_CALLS) {
    this.#now = now
    this.#minCalls = minCalls
  }

  /** False: fail at once, do not call. After true, `succeed`, `fail` or `cancel` must follow. */
  tryEnter(): boolean {
    if (this.#openUntil === 0) return true
    if (this.#now() < this.#openUntil || this.#isProbing) return false
    this.#isProbing = true
    return true
  }

  succeed(): null {
    if (this.#openUntil > 0) this.reset()
    this.#openMs = OPEN_MS.first
    this.#count()
    return null
  }

  /** Ms it is open for; null when it is closed still. */
  fail({ isUnreachable = false } = {}): number | null {
    this.#count()
    this.#failures += 1
    const isTripped = this.#calls >= this.#minCalls && this.#failures >= this.#calls * MAX_FAILURE_SHARE
    if (!this.#isProbing && !isTripped) return null
    const forMs = isUnreachable ? UNREACHABLE_MS : this.#openMs
    this.#openMs = Math.min(2 * this.#openMs, OPEN_MS.longest)
    this.#close()
    this.#openUntil = this.#now() + forMs
    return forMs
  }

  /** The call was given up by its caller, which says nothing of the service: the next call may be the probe. */
  cancel(): void {
    this.#isProbing = false
  }

  #count(): void {
    if (this.#now() - this.#windowStart > WINDOW_MS) {
      this.#windowStart = this.#now()
      this.#calls = 0
      this.#failures = 0
    }
    this.#calls += 1
  }

  /** Also when another process has come up there. */
  reset(): void {
    this.#openMs = OPEN_MS.first
    this.#close()
  }

  #close(): void {
    this.#openUntil = 0
    this.#isProbing = false
    this.#calls = 0
    this.#failures = 0
  }
}
