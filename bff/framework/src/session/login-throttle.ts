import { LRUCache } from 'lru-cache'
import { GraphFault } from '../graphql/fault.ts'

const maxFailures = 10
const windowMs = 5 * 60_000
const maxKeys = 10_000

/** Slows guessing: ten failures in five minutes an address and account, then refused until the window ends. */
export class LoginThrottle {
  readonly #failures: LRUCache<string, { count: number }>

  constructor(now: () => number = performance.now.bind(performance)) {
    this.#failures = new LRUCache({ max: maxKeys, ttl: windowMs, ttlResolution: 0, perf: { now } })
  }

  /**
   * Begins a try, which counts as failed until it turns out otherwise: else a hundred at once would all be let in.
   * Faults: LOGIN_THROTTLED with `retryAfterSeconds`.
   */
  enter(key: string): void {
    const known = this.#failures.get(key)
    if (!known) this.#failures.set(key, { count: 1 })
    else if (known.count < maxFailures) known.count += 1
    else this.#refuse(key)
  }

  succeed(key: string): void {
    this.#failures.delete(key)
  }

  /** The try said nothing about the password. */
  forgive(key: string): void {
    const known = this.#failures.get(key)
    if (known) known.count -= 1
  }

  #refuse(key: string): never {
    const retryAfterSeconds = Math.ceil(this.#failures.getRemainingTTL(key) / 1000)
    throw new GraphFault('LOGIN_THROTTLED', 'Too many failed logins; wait a little.', { retryAfterSeconds })
  }
}
