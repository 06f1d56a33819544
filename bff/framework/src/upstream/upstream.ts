import { setTimeout as sleep } from 'node:timers/promises'
import type { GraphFault } from '../graphql/fault.ts'
import { CallMeter } from '../telemetry/call-meter.ts'
import type { Log } from '../telemetry/log.ts'
import { openMs } from './breaker.ts'
import type { CallContext } from './call-context.ts'
import { isConnectError } from './connect-error.ts'
import type { Choice, Discovery } from './discovery.ts'
import { type Endpoint, Endpoints } from './endpoints.ts'
import { type Exchange, type ExchangeRequest, ExchangeTimeout, exchange } from './exchange.ts'
import { faultOf, grayUnavailable, timedOut, unavailable } from './faults.ts'

/** A retry with less time left than this only adds load. */
const minRetryMs = 50
/** Instances one call may find gone before it is given up. */
const maxMoves = 3

export interface UpstreamCall extends ExchangeRequest {
  service: string
  timeoutMs: number
  /** Reads may be tried once more. */
  isRead: boolean
}

/** Which service, and whether what it does may be done by stable, or twice. */
type Aim = Pick<UpstreamCall, 'service' | 'isRead'>

export interface UpstreamOptions {
  /** Signs the context of each request; null sends it unsigned. */
  contextSecret?: string | null
  meter?: CallMeter
}

/** All calls to services: instance by the request's road, pools, deadline, one retry for reads, breaker. */
export class Upstream {
  readonly discovery: Discovery
  /** What each road's calls came to. */
  readonly meter: CallMeter
  readonly #contextSecret: string | null
  readonly #log: Log
  readonly #endpoints = new Endpoints()

  constructor(
    discovery: Discovery,
    log: Log,
    { contextSecret = null, meter = new CallMeter() }: UpstreamOptions = {},
  ) {
    this.discovery = discovery
    this.meter = meter
    this.#contextSecret = contextSecret
    this.#log = log
  }

  /** The answer below 400; every other outcome is a GraphFault. */
  async call(call: UpstreamCall, context: CallContext): Promise<Exchange> {
    const answer = await this.send(call, context)
    if (answer.status >= 400) throw faultOf(call.service, answer)
    return answer
  }

  /**
   * The answer whatever its status. Throws UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT when there is none, and
   * GRAY_UNAVAILABLE for a write of a breaking release without its instance.
   */
  async send(call: UpstreamCall, context: CallContext): Promise<Exchange> {
    const headers = { ...call.headers, ...this.contextHeaders(call.service, context) }
    const request = { ...call, headers }
    const endAt = Math.min(performance.now() + call.timeoutMs, context.deadlineAt)
    const first = await this.#sendByRoute(request, context, endAt)
    if (first.isFinal || !call.isRead || endAt - performance.now() < minRetryMs) return settle(first)
    return settle(await this.#sendAgain(first, request, context, endAt))
  }

  /** The instance the request is bound to. Faults: UPSTREAM_UNAVAILABLE, GRAY_UNAVAILABLE. */
  choose({ service, isRead }: Aim, { route }: CallContext): Choice {
    const choice = route.choose(service, this.discovery)
    if (!choice) throw unavailable(service)
    if (isRead || route.mayWrite(service, choice)) return choice
    this.meter.record(service, route.road.releases[service] ?? null, true, null)
    throw grayUnavailable(service)
  }

  endpointOf({ instance }: Choice): Endpoint {
    return this.#endpoints.of(instance)
  }

  /** After a connection that was not to be had: true when the request has another instance to go to. */
  moveOn(service: string, from: Choice, { route }: CallContext): boolean {
    this.discovery.markGone(from.instance)
    return route.leave(service, from, this.discovery)
  }

  /** Who the call is made for, in the form services believe. */
  contextHeaders(service: string, context: CallContext): Readonly<Record<string, string>> {
    return context.headersFor(service, this.#contextSecret)
  }

  /** Calls in nobody's name take no road; those that report measurements would be measured for ever. */
  measure(service: string, choice: Choice, context: CallContext, isFailure: boolean, ms: number): void {
    if (context.tenantId === null) return
    this.meter.record(service, context.route.releaseOf(service, choice), isFailure, ms)
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#endpoints.close()
  }

  /** On to another instance as long as nothing has reached the one before: a write is never sent twice. */
  async #sendByRoute(call: UpstreamCall, context: CallContext, endAt: number): Promise<Attempt> {
    for (let moves = 0; ; moves += 1) {
      const choice = this.choose(call, context)
      const endpoint = this.endpointOf(choice)
      const attempt = await this.#attempt({ call, context, choice, endpoint }, endAt)
      if (!attempt.isUnsent || moves === maxMoves || performance.now() >= endAt) return attempt
      if (!context.route.leave(call.service, choice, this.discovery)) return attempt
    }
  }

  async #sendAgain(
    first: Attempt,
    call: UpstreamCall,
    context: CallContext,
    endAt: number,
  ): Promise<Attempt> {
    const { retries } = this.endpointOf(first.choice)
    if (!retries.tryRetry()) return this.#sendElsewhere(first, call, context, endAt)
    try {
      await sleep(10 + Math.random() * 40)
      const second = await this.#sendByRoute(call, context, endAt)
      return await this.#sendElsewhere(second, call, context, endAt)
    } finally {
      retries.endRetry()
    }
  }

  /** An instance that goes down cuts more reads at once than may be tried there again, and some of those once more. */
  async #sendElsewhere(
    last: Attempt,
    call: UpstreamCall,
    context: CallContext,
    endAt: number,
  ): Promise<Attempt> {
    const isMoved = last.isCut && context.route.leave(call.service, last.choice, this.discovery)
    return isMoved ? this.#sendByRoute(call, context, endAt) : last
  }

  async #attempt(leg: Leg, endAt: number): Promise<Attempt> {
    const { call, choice, endpoint } = leg
    if (!endpoint.breaker.tryEnter())
      return { choice, isFinal: true, isUnsent: true, isCut: false, fault: unavailable(call.service) }
    const startedAt = performance.now()
    endpoint.retries.enter()
    try {
      const answer = await exchange(endpoint.pool, call, Math.max(1, endAt - startedAt))
      const isFailure = isServiceFailure(answer)
      this.#note(leg, isFailure, performance.now() - startedAt)
      return { choice, isFinal: !isFailure, isUnsent: false, isCut: false, answer }
    } catch (error) {
      // Given up by the caller, which tells nothing of the service.
      if (call.signal?.aborted) return { ...givenUp, choice, fault: unavailable(call.service, error) }
      const ms = performance.now() - startedAt
      this.#note(leg, true, ms)
      return this.#explain(leg, error, ms)
    } finally {
      endpoint.retries.leave()
    }
  }

  #note({ call, context, choice, endpoint }: Leg, isFailure: boolean, ms: number): void {
    this.measure(call.service, choice, context, isFailure, ms)
    if (isFailure) endpoint.breaker.fail()
    else endpoint.breaker.succeed()
    if (endpoint.breaker.isOpen) this.discovery.markGone(choice.instance, openMs)
  }

  #explain({ call, choice }: Leg, error: unknown, ms: number): Attempt {
    const { service, path } = call
    const { revision } = choice.instance
    const reason = String(error)
    // What follows the question mark may be a search for a person's name.
    const [place = ''] = path.split('?', 1)
    this.#log.warn('upstream.failed', { service, revision, path: place, ms: Math.round(ms), reason })
    const isTimeout = error instanceof ExchangeTimeout
    const isUnsent = isConnectError(error)
    if (isUnsent) this.discovery.markGone(choice.instance)
    const fault = isTimeout ? timedOut(service, error) : unavailable(service, error)
    return { choice, isFinal: isTimeout, isUnsent, isCut: !isTimeout && !isUnsent, fault }
  }
}

const givenUp = { isFinal: true, isUnsent: false, isCut: false }

/** A call on its way to one instance. */
interface Leg {
  call: UpstreamCall
  context: CallContext
  choice: Choice
  endpoint: Endpoint
}

type Attempt = {
  choice: Choice
  /** Another try would not be better. */
  isFinal: boolean
  /** The service has surely got nothing of it. */
  isUnsent: boolean
  /** The connection broke on the way: nobody knows what the service got. */
  isCut: boolean
} & ({ answer: Exchange } | { fault: GraphFault })

function settle(attempt: Attempt): Exchange {
  if ('fault' in attempt) throw attempt.fault
  return attempt.answer
}

/** A service that names another one as missing is itself well. */
function isServiceFailure({ status, body }: Exchange): boolean {
  return status >= 500 && !(status === 503 && body.includes('"UPSTREAM_UNAVAILABLE"'))
}
