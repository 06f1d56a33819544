import { LRUCache } from 'lru-cache'
import { AppError } from '../errors/app-error.ts'

const MAX_KEYS = 10_000

interface RateLimitOptions {
  max: number
  windowMs: number
  /** Milliseconds of the monotonic clock. */
  now?: () => number
}

/** So many calls a window and key, in this process. */
export class RateLimit {
  readonly #max: number
  readonly #calls: LRUCache<string, { count: number }>

  constructor({ max, windowMs, now = performance.now.bind(performance) }: RateLimitOptions) {
    this.#max = max
    this.#calls = new LRUCache({ max: MAX_KEYS, ttl: windowMs, ttlResolution: 0, perf: { now } })
  }

  /** Faults: RATE_LIMITED with `retryAfterSeconds`. */
  count(key: string, calls = 1): void {
    const known = this.#calls.get(key)
    const window = known ?? { count: 0 }
    if (!known) this.#calls.set(key, window)
    window.count += calls
    if (window.count <= this.#max) return
    const retryAfterSeconds = Math.max(1, Math.ceil(this.#calls.getRemainingTTL(key) / 1000))
    throw new AppError('RATE_LIMITED', undefined, { retryAfterSeconds })
  }
}
