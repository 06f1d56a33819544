import { Pool } from 'undici'
import { Connections } from '../held/connections.ts'
import type { Instance } from '../instances/instance.ts'
import { AdaptiveLimit, type LimitFigures } from './adaptive-limit.ts'
import { Breaker } from './breaker.ts'
import { RetryBudget } from './retry-budget.ts'

const DEFAULT_CONNECT_MS = 1_000
/** Longer than any call takes. */
const MAX_IDLE_MS = 20 * 60_000

/** A service instance with what is remembered of it between calls. */
export interface Endpoint {
  /** For TLS and for bodies that are streamed. */
  readonly pool: Pool
  /** For what is held; null where the address needs TLS. */
  readonly held: Connections | null
  readonly breaker: Breaker
  readonly retries: RetryBudget
  /** Null: no limit. */
  readonly limit: AdaptiveLimit | null
  /** As it was called last. */
  instance: Instance
  /** Monotonic clock. */
  usedAt: number
}

export interface EndpointOptions {
  /** To make a connection. Default 1000. */
  connectTimeoutMs?: number
  /** False: what fails all the time, or has too much to do, is called all the same. */
  isGuarded?: boolean
}

/** Of all instances of one revision. */
export interface RevisionLimit extends LimitFigures {
  service: string
  revision: string
}

/** Connections by origin. Instances come and go; what was not used for long is closed. */
export class Endpoints {
  readonly #byOrigin = new Map<string, Endpoint>()
  readonly #connectTimeoutMs: number
  readonly #isGuarded: boolean

  constructor({ connectTimeoutMs = DEFAULT_CONNECT_MS, isGuarded = true }: EndpointOptions = {}) {
    this.#connectTimeoutMs = connectTimeoutMs
    this.#isGuarded = isGuarded
  }

  of(instance: Instance): Endpoint {
    const endpoint = this.#byOrigin.get(instance.origin) ?? this.#open(instance)
    endpoint.instance = instance
    endpoint.usedAt = performance.now()
    return endpoint
  }

  /** Another process has come up there: what was held against the one before does not count. */
  renew(origin: string): void {
    const endpoint = this.#byOrigin.get(origin)
    endpoint?.breaker.reset()
    endpoint?.limit?.renew()
  }

  listLimits(): RevisionLimit[] {
    const limits = new Map<string, RevisionLimit>()
    for (const { limit, instance } of this.#byOrigin.values()) {
      if (!limit) continue
      const { service, revision } = instance
      const sum = limits.get(`${service} ${revision}`) ?? {
        service,
        revision,
        limit: 0,
        active: 0,
        waiting: 0,
      }
      const own = limit.figures
      sum.limit += own.limit
      sum.active += own.active
      sum.waiting += own.waiting
      limits.set(`${service} ${revision}`, sum)
    }
    return [...limits.values()]
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#byOrigin.values(), closeEndpoint))
  }

  /** As many connections as calls: how many those are is the limit's matter. */
  #open(instance: Instance): Endpoint {
    this.#closeIdle()
    const { origin } = instance
    const timeout = this.#connectTimeoutMs
    const pool = new Pool(origin, { connect: { timeout } })
    const held = origin.startsWith('http:') ? new Connections(origin, timeout) : null
    const limit = this.#isGuarded ? new AdaptiveLimit() : null
    const own = { breaker: this.#createBreaker(), retries: new RetryBudget(), limit }
    const endpoint = { pool, held, ...own, instance, usedAt: 0 }
    this.#byOrigin.set(origin, endpoint)
    return endpoint
  }

  #createBreaker(): Breaker {
    return this.#isGuarded ? new Breaker() : new Breaker(Date.now, Number.POSITIVE_INFINITY)
  }

  #closeIdle(): void {
    const since = performance.now() - MAX_IDLE_MS
    for (const [origin, endpoint] of this.#byOrigin) {
      if (endpoint.usedAt > since) continue
      this.#byOrigin.delete(origin)
      void closeEndpoint(endpoint)
    }
  }
}

async function closeEndpoint({ pool, held }: Endpoint): Promise<void> {
  await Promise.all([pool.close(), held?.close()])
}
