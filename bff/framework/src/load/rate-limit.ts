import { LRUCache } from 'lru-cache'
import { AppError } from '../errors/app-error.ts'
import type { SharedLimit } from './shared-spending.ts'
import { type Spent, Unsent } from './unsent.ts'

const MAX_KEYS = 10_000

interface RateLimitOptions {
  max: number
  windowMs: number
  /** Milliseconds of the monotonic clock. */
  now?: () => number
}

/** So many calls a window and key, in this process; `SharedSpending` adds what other processes let through. */
export class RateLimit implements SharedLimit {
  readonly unsent = new Unsent(MAX_KEYS)
  readonly #max: number
  readonly #calls: LRUCache<string, { count: number }>

  constructor({ max, windowMs, now = performance.now.bind(performance) }: RateLimitOptions) {
    this.#max = max
    this.#calls = new LRUCache({ max: MAX_KEYS, ttl: windowMs, ttlResolution: 0, perf: { now } })
  }

  /** Faults: RATE_LIMITED with `retryAfterSeconds`. */
  count(key: string, calls = 1): void {
    if (this.#add(key, calls) <= this.#max) {
      this.unsent.note(key, calls)
      return
    }
    const retryAfterSeconds = Math.max(1, Math.ceil(this.#calls.getRemainingTTL(key) / 1000))
    throw new AppError('RATE_LIMITED', undefined, { retryAfterSeconds })
  }

  /** How many keys are counted. */
  get size(): number {
    return this.#calls.size
  }

  takeOff(spent: readonly Spent[]): void {
    for (const [key, calls] of spent) this.#add(key, calls)
  }

  #add(key: string, calls: number): number {
    const known = this.#calls.get(key)
    const window = known ?? { count: 0 }
    if (!known) this.#calls.set(key, window)
    window.count += calls
    return window.count
  }
}
