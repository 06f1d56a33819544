import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import type { GraphFault } from '../graphql/fault.ts'
import type { Log } from '../telemetry/log.ts'
import { Breaker } from './breaker.ts'
import { type CallContext, contextHeaders } from './call-context.ts'
import type { Discovery, Instance } from './discovery.ts'
import { type Exchange, type ExchangeRequest, ExchangeTimeout, exchange } from './exchange.ts'
import { faultOf, timedOut, unavailable } from './faults.ts'
import { RetryBudget } from './retry-budget.ts'

const connectionsPerOrigin = 64
const connectTimeoutMs = 1_000
/** A retry with less time left than this only adds load. */
const minRetryMs = 50

export interface UpstreamCall extends ExchangeRequest {
  service: string
  timeoutMs: number
  /** Reads may be tried once more. */
  isRead: boolean
}

/** A service instance with what is remembered of it between calls. */
interface Endpoint {
  pool: Pool
  breaker: Breaker
  retries: RetryBudget
}

/** All calls to services: pools, deadline, one retry for reads, breaker. */
export class Upstream {
  readonly discovery: Discovery
  readonly #log: Log
  readonly #endpoints = new Map<string, Endpoint>()

  constructor(discovery: Discovery, log: Log) {
    this.discovery = discovery
    this.#log = log
  }

  /** The answer below 400; every other outcome is a GraphFault. */
  async call(call: UpstreamCall, context: CallContext): Promise<Exchange> {
    const answer = await this.send(call, context)
    if (answer.status >= 400) throw faultOf(call.service, answer)
    return answer
  }

  /** The answer whatever its status. Throws UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT when there is none. */
  async send(call: UpstreamCall, context: CallContext): Promise<Exchange> {
    const instance = this.instanceOf(call.service)
    const endpoint = this.endpointOf(instance)
    const request = { ...call, headers: { ...call.headers, ...contextHeaders(context) } }
    const endAt = Math.min(performance.now() + call.timeoutMs, context.deadlineAt)
    endpoint.retries.enter()
    try {
      return await this.#sendWithRetry(endpoint, request, endAt)
    } finally {
      endpoint.retries.leave()
    }
  }

  instanceOf(service: string): Instance {
    const instance = this.discovery.find(service)
    if (!instance) throw unavailable(service)
    return instance
  }

  endpointOf({ origin }: Instance): Endpoint {
    const known = this.#endpoints.get(origin)
    if (known) return known
    const pool = new Pool(origin, {
      connections: connectionsPerOrigin,
      connect: { timeout: connectTimeoutMs },
    })
    const endpoint = { pool, breaker: new Breaker(), retries: new RetryBudget() }
    this.#endpoints.set(origin, endpoint)
    return endpoint
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#endpoints.values(), ({ pool }) => pool.close()))
  }

  async #sendWithRetry(endpoint: Endpoint, call: UpstreamCall, endAt: number): Promise<Exchange> {
    const first = await this.#attempt(endpoint, call, endAt)
    if (first.isFinal || !call.isRead || endAt - performance.now() < minRetryMs) return settle(first)
    if (!endpoint.retries.tryRetry()) return settle(first)
    try {
      await sleep(10 + Math.random() * 40)
      return settle(await this.#attempt(endpoint, call, endAt))
    } finally {
      endpoint.retries.endRetry()
    }
  }

  async #attempt(endpoint: Endpoint, call: UpstreamCall, endAt: number): Promise<Attempt> {
    const { service } = call
    if (!endpoint.breaker.tryEnter()) return { isFinal: true, fault: unavailable(service) }
    const startedAt = performance.now()
    try {
      const answer = await exchange(endpoint.pool, call, Math.max(1, endAt - startedAt))
      const isFailure = isServiceFailure(answer)
      if (isFailure) endpoint.breaker.fail()
      else endpoint.breaker.succeed()
      return { isFinal: !isFailure, answer }
    } catch (error) {
      endpoint.breaker.fail()
      const isTimeout = error instanceof ExchangeTimeout
      this.#log.warn('upstream.failed', {
        service,
        path: call.path,
        ms: elapsed(startedAt),
        reason: String(error),
      })
      return { isFinal: isTimeout, fault: isTimeout ? timedOut(service, error) : unavailable(service, error) }
    }
  }
}

type Attempt = { isFinal: boolean } & ({ answer: Exchange } | { fault: GraphFault })

function settle(attempt: Attempt): Exchange {
  if ('fault' in attempt) throw attempt.fault
  return attempt.answer
}

/** A service that names another one as missing is itself well. */
function isServiceFailure({ status, body }: Exchange): boolean {
  return status >= 500 && !(status === 503 && body.includes('"UPSTREAM_UNAVAILABLE"'))
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt)
}
