import { ClockWatch, type Keyring } from '@portico/release/trust'
import {
  type Attempt,
  type Discovery,
  type Exchange,
  isFailed,
  POSITION_HEADER,
  ResilientClient,
  type ServiceCall,
  type StreamedAnswer,
} from '@portico/service-client'
import type { TrafficMeter } from '@portico/telemetry'
import { AppError } from '../errors/app-error.ts'
import { CallMeter } from '../telemetry/call-meter.ts'
import type { CallMetrics } from '../telemetry/call-metrics.ts'
import type { Log } from '../telemetry/log.ts'
import type { CallContext } from './call-context.ts'
import { busy, faultOf, grayUnavailable, timedOut, unavailable } from './faults.ts'

/** A call to a service, before it is known for which request it is made. `timeoutMs` is of one attempt. */
export type UpstreamCall = Omit<ServiceCall, 'binding' | 'deadlineAt' | 'priority' | 'observe'>

export interface UpstreamOptions {
  /** Signs each call; null sends them unsigned, which only services in development believe. */
  keyring?: Keyring | null
  meter?: CallMeter
  metrics?: CallMetrics | null
  /** Counts the calls in a user's name. */
  traffic?: TrafficMeter | null
}

/** The gateway's calls to services: in the name of a request, measured by release, and ended in the gateway's errors. */
export class Upstream {
  readonly discovery: Discovery
  /** What the calls of each release, and of stable, came to. */
  readonly meter: CallMeter
  /** Whether services think that the clock here is right. */
  readonly clock: ClockWatch
  readonly #client: ResilientClient
  readonly #log: Log
  readonly #metrics: CallMetrics | null
  readonly #traffic: TrafficMeter | null

  constructor(
    discovery: Discovery,
    log: Log,
    { keyring = null, meter = new CallMeter(), metrics = null, traffic = null }: UpstreamOptions = {},
  ) {
    this.discovery = discovery
    this.meter = meter
    this.#log = log
    this.#metrics = metrics
    this.#traffic = traffic
    this.clock = new ClockWatch((facts, message) => log.error('upstream.clock', new Error(message), facts))
    this.#client = new ResilientClient(discovery, {
      keyring,
      followsTenants: true,
      onHedge: (service, hasWon) => metrics?.noteHedge(service, hasWon),
    })
    metrics?.readLimits(() => this.#client.listLimits())
  }

  /** The answer below 400; every other outcome is a AppError. */
  call(call: UpstreamCall, context: CallContext): Promise<Exchange> {
    return this.send(call, context, answer => {
      if (answer.status >= 400) throw faultOf(call.service, answer)
      return answer
    })
  }

  /**
   * What `read` makes of the answer, whatever its status. Rejects with UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT or UPSTREAM_BUSY
   * when there is none, GRAY_UNAVAILABLE for a write of a breaking release without its instance, and the fault that is the reason of the
   * call's signal.
   */
  send<Read>(call: UpstreamCall, context: CallContext, read: (answer: Exchange) => Read): Promise<Read> {
    return this.#client.send(this.#inNameOf(context, call, context.deadlineAt)).then(
      attempt => {
        const answer = this.#answerOf(attempt, call, context)
        this.#noteClock(call.service, answer)
        context.positions.note(call.service, answer.headers)
        return read(answer)
      },
      reason => givenUp(call, reason),
    )
  }

  /** As `send`, with an answer that is read as it comes. The call's own time is all it has. */
  async open(call: UpstreamCall, context: CallContext): Promise<StreamedAnswer> {
    const whole = this.#inNameOf(context, call, performance.now() + call.timeoutMs)
    const attempt = await this.#client.open(whole).catch(reason => givenUp(call, reason))
    const answer = this.#answerOf(attempt, call, context)
    context.positions.note(call.service, answer.headers)
    return answer
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#client.close()
  }

  #inNameOf(context: CallContext, call: UpstreamCall, deadlineAt: number): ServiceCall {
    const headers = joined(call.headers, context.headersFor(call.service))
    const position = call.isRead ? context.positions.get(call.service) : undefined
    if (position !== undefined) headers[POSITION_HEADER] = position
    return {
      ...call,
      headers,
      binding: context.route,
      priority: context.priority,
      deadlineAt,
      observe: (attempt, ms, mayBeOfSender) => {
        if (attempt.selected)
          this.#metrics?.noteAttempt(call.service, attempt.selected.instance.revision, outcomeOf(attempt), ms)
        if (!mayBeOfSender) this.#measure(call.service, attempt, ms, context)
        this.#logFailure(attempt, ms, call)
      },
    }
  }

  #logFailure(attempt: Attempt<unknown>, ms: number, { service, path }: UpstreamCall): void {
    if (attempt.outcome === 'answered') return
    // What follows the question mark may be a search for a person's name.
    const [place = ''] = path.split('?', 1)
    const revision = attempt.selected?.instance.revision
    const reason = String(attempt.cause)
    this.#log.warn('upstream.failed', { service, revision, path: place, ms: Math.round(ms), reason })
  }

  #answerOf<Answer>(attempt: Attempt<Answer>, { service }: UpstreamCall, context: CallContext): Answer {
    if (attempt.outcome === 'answered') return attempt.answer
    if (attempt.outcome === 'timedOut') throw timedOut(service, attempt.cause)
    if (attempt.outcome === 'notSent' && attempt.why !== 'unreachable')
      this.#metrics?.noteRefused(service, attempt.why)
    if (attempt.outcome === 'notSent' && attempt.why === 'full') throw busy(service)
    if (attempt.outcome === 'cut' || attempt.why !== 'kept-off-stable')
      throw unavailable(service, attempt.cause)
    this.meter.record(service, context.route.routing.releases[service] ?? null, true, null)
    throw grayUnavailable(service)
  }

  /** Calls in no user's name are of no release; those that report measurements would be measured for ever. */
  #measure(service: string, attempt: Attempt<unknown>, ms: number, { tenantId, route }: CallContext): void {
    if (tenantId === null || attempt.selected === null) return
    const isOwn = attempt.selected.reason === null
    const release = isOwn ? (route.routing.releases[service] ?? null) : null
    const isFailure = isFailed(attempt)
    this.meter.record(service, release, isFailure, ms)
    this.#traffic
      ?.call('gateway', service, attempt.selected.instance.revision)
      .note(ms, isFailure ? 'failed' : 'ok')
  }

  #noteClock(service: string, { status, body }: Exchange): void {
    const isRefused = status === 401 && body.includes('"CONTEXT_EXPIRED"')
    if (isRefused) this.clock.noteRefused(service, -skewOf(body))
    else this.clock.noteAccepted()
  }
}

/** By hand: spreading one object over another is done outside of compiled code. */
function joined(
  own: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  const all: Record<string, string> = { ...own }
  for (const name in more) all[name] = more[name] ?? ''
  return all
}

/** A call whose own signal ended it: with the fault that is its reason, else with one. */
function givenUp({ service, signal }: UpstreamCall, reason: unknown): never {
  throw signal?.aborted && !(reason instanceof AppError) ? unavailable(service, reason) : reason
}

function outcomeOf(attempt: Attempt<unknown>): string {
  return attempt.outcome === 'answered' && attempt.isFailure ? 'failed' : attempt.outcome
}

/** Seconds the call was signed before the service's own time. */
function skewOf(body: Buffer): number {
  return Number(/"skewSeconds":(-?\d{1,12})\b/.exec(body.toString())?.[1] ?? 0)
}
