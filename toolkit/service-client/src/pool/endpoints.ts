import { Pool } from 'undici'
import type { Instance } from '../instances/instance.ts'
import { Breaker } from './breaker.ts'
import { RetryBudget } from './retry-budget.ts'

const CONNECTIONS_PER_ORIGIN = 64
const DEFAULT_CONNECT_MS = 1_000
/** Longer than any call takes. */
const MAX_IDLE_MS = 20 * 60_000

/** A service instance with what is remembered of it between calls. */
export interface Endpoint {
  readonly pool: Pool
  readonly breaker: Breaker
  readonly retries: RetryBudget
  /** Monotonic clock. */
  usedAt: number
}

export interface EndpointOptions {
  /** To make a connection. Default 1000. */
  connectTimeoutMs?: number
  /** False: what fails all the time is called all the same. */
  hasBreaker?: boolean
}

/** Connections by origin. Instances come and go; what was not used for long is closed. */
export class Endpoints {
  readonly #byOrigin = new Map<string, Endpoint>()
  readonly #connectTimeoutMs: number
  readonly #hasBreaker: boolean

  constructor({ connectTimeoutMs = DEFAULT_CONNECT_MS, hasBreaker = true }: EndpointOptions = {}) {
    this.#connectTimeoutMs = connectTimeoutMs
    this.#hasBreaker = hasBreaker
  }

  of({ origin }: Instance): Endpoint {
    const endpoint = this.#byOrigin.get(origin) ?? this.#open(origin)
    endpoint.usedAt = performance.now()
    return endpoint
  }

  /** Another process has come up there: what was held against the one before does not count. */
  renew(origin: string): void {
    this.#byOrigin.get(origin)?.breaker.reset()
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#byOrigin.values(), ({ pool }) => pool.close()))
  }

  #open(origin: string): Endpoint {
    this.#closeIdle()
    const pool = new Pool(origin, {
      connections: CONNECTIONS_PER_ORIGIN,
      connect: { timeout: this.#connectTimeoutMs },
    })
    const endpoint = { pool, breaker: this.#createBreaker(), retries: new RetryBudget(), usedAt: 0 }
    this.#byOrigin.set(origin, endpoint)
    return endpoint
  }

  #createBreaker(): Breaker {
    return this.#hasBreaker ? new Breaker() : new Breaker(Date.now, Number.POSITIVE_INFINITY)
  }

  #closeIdle(): void {
    const since = performance.now() - MAX_IDLE_MS
    for (const [origin, { pool, usedAt }] of this.#byOrigin) {
      if (usedAt > since) continue
      this.#byOrigin.delete(origin)
      void pool.close()
    }
  }
}
