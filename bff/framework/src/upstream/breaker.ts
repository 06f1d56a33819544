const windowMs = 10_000
const minCalls = 20
const maxFailureShare = 0.5
export const openMs = 5_000

/** Stops calling what keeps failing: opens at 50 % of at least 20 calls in 10 s, then lets one probe through. */
export class Breaker {
  readonly #now: () => number
  #windowStart = 0
  #calls = 0
  #failures = 0
  #openUntil = 0
  #isProbing = false

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Until a probe has come back well. */
  get isOpen(): boolean {
    return this.#openUntil > 0
  }

  /** False: fail at once, do not call. After true, `succeed` or `fail` must follow. */
  tryEnter(): boolean {
    if (this.#openUntil === 0) return true
    if (this.#now() < this.#openUntil || this.#isProbing) return false
    this.#isProbing = true
    return true
  }

  succeed(): void {
    if (this.#openUntil > 0) this.#reset()
    this.#count()
  }

  fail(): void {
    this.#count()
    this.#failures += 1
    const isTripped = this.#calls >= minCalls && this.#failures >= this.#calls * maxFailureShare
    if (!this.#isProbing && !isTripped) return
    this.#reset()
    this.#openUntil = this.#now() + openMs
  }

  #count(): void {
    if (this.#now() - this.#windowStart > windowMs) {
      this.#windowStart = this.#now()
      this.#calls = 0
      this.#failures = 0
    }
    this.#calls += 1
  }

  #reset(): void {
    this.#openUntil = 0
    this.#isProbing = false
    this.#calls = 0
    this.#failures = 0
  }
}
