import { LRUCache } from 'lru-cache'
import { GraphFault } from '../graphql/fault.ts'

const maxKeys = 10_000

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
    this.#calls = new LRUCache({ max: maxKeys, ttl: windowMs, ttlResolution: 0, perf: { now } })
  }

  /** Faults: RATE_LIMITED with `retryAfterSeconds`. */
  count(key: string): void {
    const known = this.#calls.get(key)
    if (!known) {
      this.#calls.set(key, { count: 1 })
      return
    }
    known.count += 1
    if (known.count <= this.#max) return
    const retryAfterSeconds = Math.max(1, Math.ceil(this.#calls.getRemainingTTL(key) / 1000))
    throw new GraphFault('RATE_LIMITED', 'Too many calls; wait a little.', { retryAfterSeconds })
  }
}
