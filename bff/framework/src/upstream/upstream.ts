import { setTimeout as sleep } from 'node:timers/promises'
import { ClockWatch, type Keyring, type SignedBody, signatureHeader, signCall } from '@portico/release/trust'
import type { GraphFault } from '../graphql/fault.ts'
import { CallMeter } from '../telemetry/call-meter.ts'
import type { Log } from '../telemetry/log.ts'
import type { CallContext } from './call-context.ts'
import { isConnectError } from './connect-error.ts'
import type { Discovery, SelectedInstance } from './discovery.ts'
import { type Endpoint, Endpoints } from './endpoints.ts'
import { type Exchange, type ExchangeRequest, ExchangeTimeout, exchange } from './exchange.ts'
import { faultOf, grayUnavailable, timedOut, unavailable } from './faults.ts'

/** A retry with less time left than this only adds load. */
const minRetryMs = 50
/** Instances one call may find unavailable before it is given up. */
const maxMoves = 3

export interface UpstreamCall extends ExchangeRequest {
  service: string
  timeoutMs: number
  /** Reads may be tried once more. */
  isRead: boolean
}

/** Which service, and whether what it does may be done by stable, or twice. */
type CallTarget = Pick<UpstreamCall, 'service' | 'isRead'>

export interface UpstreamOptions {
  /** Signs each call; null sends them unsigned, which only services in development believe. */
  keyring?: Keyring | null
  meter?: CallMeter
}

/** All calls to services: instance by the request's routing, pools, deadline, one retry for reads, breaker. */
export class Upstream {
  readonly discovery: Discovery
  /** What the calls of each release, and of stable, came to. */
  readonly meter: CallMeter
  readonly #keyring: Keyring | null
  readonly #log: Log
  readonly #endpoints = new Endpoints()

  /** Whether services think that the clock here is right. */
  readonly clock: ClockWatch

  constructor(
    discovery: Discovery,
    log: Log,
    { keyring = null, meter = new CallMeter() }: UpstreamOptions = {},
  ) {
    this.discovery = discovery
    this.meter = meter
    this.#keyring = keyring
    this.#log = log
    this.clock = new ClockWatch((facts, message) => log.error('upstream.clock', new Error(message), facts))
    discovery.onArrival(origin => this.#endpoints.renew(origin))
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
    const endAt = Math.min(performance.now() + call.timeoutMs, context.deadlineAt)
    const first = await this.#sendByRoute(call, context, endAt)
    if (first.isLate) return settle(await this.#sendLate(first, call, context))
    if (first.isFinal || !call.isRead || endAt - performance.now() < minRetryMs) return settle(first)
    return settle(await this.#sendAgain(first, call, context, endAt))
  }

  /** The instance the request is bound to. Faults: UPSTREAM_UNAVAILABLE, GRAY_UNAVAILABLE. */
  choose({ service, isRead }: CallTarget, { route }: CallContext): SelectedInstance {
    const selected = route.choose(service, this.discovery)
    if (!selected) throw unavailable(service)
    if (isRead || route.mayWrite(service, selected)) return selected
    this.meter.record(service, route.routing.releases[service] ?? null, true, null)
    throw grayUnavailable(service)
  }

  endpointOf({ instance }: SelectedInstance): Endpoint {
    return this.#endpoints.of(instance)
  }

  /** After a connection that was not to be had: true when the request has another instance to go to. */
  moveOn(service: string, from: SelectedInstance, { route }: CallContext): boolean {
    this.discovery.markUnavailable(from.instance)
    return route.leave(service, from, this.discovery)
  }

  /** The call's own headers, and who it is made for in the form services believe: for one try, a second is signed anew. */
  headersOf(
    { service, method, path, headers }: Pick<UpstreamCall, 'service' | 'method' | 'path' | 'headers'>,
    body: SignedBody,
    context: CallContext,
  ): Record<string, string> {
    const all: Record<string, string> = { ...headers, ...context.headersFor(service) }
    if (!this.#keyring) return all
    const signature = signCall(this.#keyring, { audience: service, method, path, headers: all }, body)
    if (signature !== null) all[signatureHeader] = signature
    return all
  }

  /** Calls in no user's name are of no release; those that report measurements would be measured for ever. */
  measure(
    service: string,
    selected: SelectedInstance,
    context: CallContext,
    isFailure: boolean,
    ms: number,
  ): void {
    if (context.tenantId === null) return
    this.meter.record(service, context.route.releaseOf(service, selected), isFailure, ms)
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#endpoints.close()
  }

  /** On to another instance as long as nothing has reached the one before: a write is never sent twice. */
  async #sendByRoute(call: UpstreamCall, context: CallContext, endAt: number): Promise<Attempt> {
    for (let moves = 0; ; moves += 1) {
      const selected = this.choose(call, context)
      const endpoint = this.endpointOf(selected)
      const attempt = await this.#attempt({ call, context, selected, endpoint }, endAt)
      if (!attempt.isUnsent || moves === maxMoves || performance.now() >= endAt) return attempt
      if (!context.route.leave(call.service, selected, this.discovery)) return attempt
    }
  }

  async #sendAgain(
    first: Attempt,
    call: UpstreamCall,
    context: CallContext,
    endAt: number,
  ): Promise<Attempt> {
    const { retries } = this.endpointOf(first.selected)
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
    const isMoved = last.isCut && context.route.leave(call.service, last.selected, this.discovery)
    return isMoved ? this.#sendByRoute(call, context, endAt) : last
  }

  /** One that did not answer in time is passed over by a read, as long as the request itself has time. */
  async #sendLate(first: Attempt, call: UpstreamCall, context: CallContext): Promise<Attempt> {
    const endAt = Math.min(performance.now() + call.timeoutMs, context.deadlineAt)
    if (!call.isRead || endAt - performance.now() < minRetryMs) return first
    const { retries } = this.endpointOf(first.selected)
    if (!retries.tryRetry()) return first
    try {
      const isMoved = context.route.leave(call.service, first.selected, this.discovery)
      return isMoved ? await this.#sendByRoute(call, context, endAt) : first
    } finally {
      retries.endRetry()
    }
  }

  async #attempt(attempt: CallAttempt, endAt: number): Promise<Attempt> {
    const { call, context, selected, endpoint } = attempt
    if (!endpoint.breaker.tryEnter())
      return { ...givenUp, selected, isUnsent: true, fault: unavailable(call.service) }
    const startedAt = performance.now()
    endpoint.retries.enter()
    try {
      const headers = this.headersOf(call, call.body ?? null, context)
      const answer = await exchange(endpoint.pool, { ...call, headers }, Math.max(1, endAt - startedAt))
      const isFailure = isServiceFailure(answer)
      this.#note(attempt, isFailure, performance.now() - startedAt)
      this.#noteClock(call.service, answer)
      return { ...givenUp, selected, isFinal: !isFailure, answer }
    } catch (error) {
      // Given up by the caller, which says nothing of the service.
      if (call.signal?.aborted) return { ...givenUp, selected, fault: unavailable(call.service, error) }
      const ms = performance.now() - startedAt
      this.#note(attempt, true, ms, isConnectError(error))
      return this.#explain(attempt, error, ms)
    } finally {
      endpoint.retries.leave()
    }
  }

  #note(
    { call, context, selected, endpoint }: CallAttempt,
    isFailure: boolean,
    ms: number,
    isUnreachable = false,
  ): void {
    this.measure(call.service, selected, context, isFailure, ms)
    this.discovery.note(selected.instance, isFailure)
    const openMs = isFailure ? endpoint.breaker.fail({ isUnreachable }) : endpoint.breaker.succeed()
    if (openMs !== null) this.discovery.markUnavailable(selected.instance, openMs)
  }

  #explain({ call, selected }: CallAttempt, error: unknown, ms: number): Attempt {
    const { service, path } = call
    const { revision } = selected.instance
    const reason = String(error)
    // What follows the question mark may be a search for a person's name.
    const [place = ''] = path.split('?', 1)
    this.#log.warn('upstream.failed', { service, revision, path: place, ms: Math.round(ms), reason })
    const isTimeout = error instanceof ExchangeTimeout
    const isUnsent = isConnectError(error)
    if (isUnsent) this.discovery.markUnavailable(selected.instance)
    const fault = isTimeout ? timedOut(service, error) : unavailable(service, error)
    return {
      selected,
      isFinal: isTimeout,
      isLate: isTimeout,
      isUnsent,
      isCut: !isTimeout && !isUnsent,
      fault,
    }
  }

  #noteClock(service: string, { status, body }: Exchange): void {
    const isRefused = status === 401 && body.includes('"CONTEXT_EXPIRED"')
    if (isRefused) this.clock.noteRefused(service, -skewOf(body))
    else this.clock.noteAccepted()
  }
}

const givenUp = { isFinal: true, isLate: false, isUnsent: false, isCut: false }

/** A call on its way to one instance. */
interface CallAttempt {
  call: UpstreamCall
  context: CallContext
  selected: SelectedInstance
  endpoint: Endpoint
}

type Attempt = {
  selected: SelectedInstance
  /** Another try would not be better. */
  isFinal: boolean
  /** It did not answer in the time of one try. */
  isLate: boolean
  /** The service has surely got nothing of it. */
  isUnsent: boolean
  /** The connection broke on the way: it is unknown what the service got. */
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

/** Seconds the call was signed before the service's own time. */
function skewOf(body: Buffer): number {
  return Number(/"skewSeconds":(-?\d{1,12})\b/.exec(body.toString())?.[1] ?? 0)
}
