import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Keyring } from '@portico/release/trust'
import { type AttemptSpan, currentSpan, startAttempt } from '@portico/telemetry'
import { type Attempt, notSent } from './attempt.ts'
import { CallNotes } from './call-notes.ts'
import { race } from './hedged-read.ts'
import { Hedges, type OnHedge } from './hedges.ts'
import type { Discovery } from './instances/discovery.ts'
import { afterMove, movePause } from './moved-tenant.ts'
import { NextAttempt } from './next-attempt.ts'
import { type Endpoint, type EndpointOptions, Endpoints, type RevisionLimit } from './pool/endpoints.ts'
import {
  aboutInstance,
  endSpan,
  failedAttempt,
  leaveLimit,
  mayBeOfSender,
  type Run,
  type Sending,
  type UnderWay,
} from './sending.ts'
import {
  bodyOf,
  isWorkOnly,
  priorityOf,
  RETRIED_HEADER,
  type ServiceCall,
  TIME_LEFT_HEADER,
} from './service-call.ts'
import type { Exchange } from './wire/exchange.ts'
import { signedHeaders } from './wire/signed-headers.ts'
import type { StreamedAnswer } from './wire/streamed.ts'
import { AttemptTimeout } from './wire/wire-request.ts'
import { heldWire, streamedWire, type Wire } from './wire/wires.ts'

export interface ClientOptions extends EndpointOptions {
  /** Signs each attempt; null sends them unsigned, which only services in development believe. */
  keyring?: Keyring | null
  /** Before a read is tried again. Left out: 10 to 50 ms. */
  pause?: () => Promise<unknown>
  /** Whether an answer says that another attempt may be better. Left out: 5xx that names no other service. */
  isFailure?: (answer: Exchange) => boolean
  /** Receives each read that was sent twice. */
  onHedge?: OnHedge | undefined
  /** Waits for tenants that are held, and goes after those that were moved to another cell. Left out: their caller does. */
  followsTenants?: boolean
}

interface Head {
  status: number
  headers: IncomingHttpHeaders
}

/**
 * All calls of a process to services: instance by the request's routing, pools, deadline, limit, breaker, ejection, signature,
 * and one retry for reads. A call ends as its last attempt did, whatever the status of the answer; it rejects only when its
 * own signal is aborted.
 */
export class ResilientClient {
  readonly discovery: Discovery
  readonly #keyring: Keyring | null
  readonly #endpoints: Endpoints
  readonly #pause: () => Promise<unknown>
  readonly #held: Wire<Exchange>
  readonly #hedges: Hedges
  readonly #notes: CallNotes
  readonly #followsTenants: boolean

  constructor(discovery: Discovery, options: ClientOptions = {}) {
    const { keyring = null, pause = shortPause, followsTenants = false } = options
    this.#followsTenants = followsTenants
    this.discovery = discovery
    this.#keyring = keyring
    this.#pause = pause
    this.#endpoints = new Endpoints(options)
    this.#held = heldWire(options.isFailure)
    this.#hedges = new Hedges(discovery, this.#endpoints, options.onHedge)
    this.#notes = new CallNotes(discovery, this.#hedges)
    discovery.onArrival(origin => this.#endpoints.renew(origin))
  }

  /** The answer is read to its end. */
  send(call: ServiceCall): Promise<Attempt<Exchange>> {
    const plan = this.#hedges.planFor(call)
    const parent = currentSpan()
    return plan
      ? race(call, plan, each => this.#run(each, this.#held, parent))
      : this.#run(call, this.#held, parent)
  }

  /** The answer is a stream that the caller reads; the time of an attempt counts to the end of it. */
  open(call: ServiceCall): Promise<Attempt<StreamedAnswer>> {
    return this.#run(call, streamedWire, currentSpan())
  }

  /** How much instances may have under way, by revision. */
  listLimits(): RevisionLimit[] {
    return this.#endpoints.listLimits()
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#endpoints.close()
  }

  #run<Answer extends Head>(
    call: ServiceCall,
    wire: Wire<Answer>,
    parent: Run<Answer>['parent'],
  ): Promise<Attempt<Answer>> {
    return this.#try({ call, wire, parent, next: new NextAttempt(call, this.discovery) })
  }

  /** One attempt and those that follow it, in the handlers of its own promise: a request waits for several calls. */
  #try<Answer extends Head>(run: Run<Answer>): Promise<Attempt<Answer>> {
    const { call, next } = run
    try {
      const selected = call.binding.choose(call.service, this.discovery)
      const endpoint = selected && this.#endpoints.of(selected.instance)
      if (!endpoint) return Promise.resolve(this.#goOn(run, notSent('unknown', selected), null))
      const sending = { ...run, selected, endpoint }
      return this.#settle(sending, this.#attempt(sending, next.endAt))
    } catch (error) {
      next.end()
      return Promise.reject(error)
    }
  }

  /** What was sent came through this at its end; what is known without sending does so now. */
  #settle<Answer extends Head>(
    sending: Sending<Answer>,
    outcome: Attempt<Answer> | Promise<Attempt<Answer>>,
  ): Promise<Attempt<Answer>> {
    return outcome instanceof Promise
      ? outcome
      : Promise.resolve(this.#goOn(sending, outcome, sending.endpoint))
  }

  #goOn<Answer extends Head>(
    run: Run<Answer>,
    attempt: Attempt<Answer>,
    endpoint: Endpoint | null,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { call, wire, next } = run
    const move = this.#followsTenants ? afterMove(call, attempt, this.discovery) : 'end'
    if (move !== 'end') next.renew()
    const step = move === 'end' ? next.after(attempt, endpoint?.retries) : move
    if (step === 'end') {
      next.end()
      return attempt
    }
    if (attempt.outcome === 'answered') wire.discard(attempt.answer)
    if (step === 'at-once') return this.#try(run)
    return (move === 'end' ? this.#pause() : movePause()).then(() => this.#try(run))
  }

  #attempt<Answer extends Head>(
    sending: Sending<Answer>,
    endAt: number,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { call, next, selected, endpoint } = sending
    if (!call.isRead && !call.binding.mayWrite(call.service, selected))
      return notSent('kept-off-stable', selected)
    const now = performance.now()
    // A service that began with it would be cut off, and blamed for what took the time before.
    if (now >= endAt) return { outcome: 'timedOut', selected, cause: new AttemptTimeout(0) }
    const { limit } = endpoint
    if (!limit || !isWorkOnly(call) || limit.tryEnter(priorityOf(call)))
      return this.#enter(sending, endAt, now)
    if (next.tryPeer(selected)) return this.#try(sending)
    return limit
      .enter(priorityOf(call), endAt - now, call.signal)
      .then(hasPlace => this.#settle(sending, this.#afterWait(sending, endAt, hasPlace)))
  }

  /** Throws the reason of a caller that gave up while it waited. */
  #afterWait<Answer extends Head>(sending: Sending<Answer>, endAt: number, hasPlace: boolean) {
    const { call, next, selected, endpoint } = sending
    const now = performance.now()
    const isOver = call.signal?.aborted || now >= endAt
    if (hasPlace && !isOver) return this.#enter(sending, endAt, now)
    if (hasPlace) endpoint.limit?.leave()
    if (!call.signal?.aborted) return notSent('full', selected)
    next.end()
    throw call.signal.reason
  }

  /** It has its place among those under way. */
  #enter<Answer extends Head>(
    sending: Sending<Answer>,
    endAt: number,
    startedAt: number,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { call, wire, selected, endpoint } = sending
    if (!endpoint.breaker.tryEnter()) {
      leaveLimit(sending)
      return notSent('resting', selected)
    }
    const under: UnderWay = {
      span: startAttempt(sending.parent, call, aboutInstance, selected),
      startedAt,
    }
    endpoint.retries.enter()
    return this.#send(sending, endAt - startedAt, under.span).then(
      answer =>
        this.#end(
          sending,
          { outcome: 'answered', selected, answer, isFailure: wire.isFailure(answer) },
          under,
        ),
      cause => this.#end(sending, failedAttempt(sending, under, cause, this.#notes.noteOutrun), under),
    )
  }

  #end<Answer extends Head>(
    sending: Sending<Answer>,
    attempt: Attempt<Answer>,
    { span, startedAt }: UnderWay,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { call, endpoint } = sending
    endpoint.retries.leave()
    endSpan(span, attempt)
    const isOfSender = mayBeOfSender(attempt, call)
    const ms = performance.now() - startedAt
    this.#notes.note(attempt, ms, isOfSender, sending)
    call.observe?.(attempt, ms, isOfSender)
    return this.#goOn(sending, attempt, endpoint)
  }

  /** Rejects with what is thrown before anything is sent as well. */
  #send<Answer>(
    { call, wire, endpoint }: Sending<Answer>,
    timeoutMs: number,
    span: AttemptSpan,
  ): Promise<Answer> {
    try {
      const { service, method, path, isRead, maxAnswerBytes, signal } = call
      const { sent, signed } = bodyOf(call)
      const toSign = { audience: service, method, path, headers: call.headers }
      const headers = signedHeaders(this.#keyring, toSign, signed)
      const traceparent = span.traceparentBeside(call.headers)
      if (traceparent !== undefined) headers.traceparent = traceparent
      if (isRead) headers[RETRIED_HEADER] = '1'
      headers[TIME_LEFT_HEADER] = timeoutMs.toFixed(0)
      const request = { method, path, headers, body: sent }
      return wire.send(endpoint, request, { timeoutMs, maxAnswerBytes, signal })
    } catch (cause) {
      return Promise.reject(cause)
    }
  }
}

const shortPause = () => sleep(10 + Math.random() * 40)
