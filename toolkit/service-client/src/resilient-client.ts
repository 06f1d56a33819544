import { setTimeout as sleep } from 'node:timers/promises'
import type { Keyring } from '@portico/release/trust'
import { type AttemptSpan, startAttempt } from '@portico/telemetry'
import type { Dispatcher } from 'undici'
import { type Attempt, isFailed } from './attempt.ts'
import type { Discovery, SelectedInstance } from './instances/discovery.ts'
import { NextAttempt } from './next-attempt.ts'
import { type Endpoint, type EndpointOptions, Endpoints } from './pool/endpoints.ts'
import { bodyOf, RETRIED_HEADER, type ServiceCall } from './service-call.ts'
import { isConnectError } from './wire/connect-error.ts'
import { type Exchange, exchange } from './wire/exchange.ts'
import { signedHeaders } from './wire/signed-headers.ts'
import { openStream, type StreamedAnswer } from './wire/streamed.ts'
import { AttemptTimeout, type Limits, type WireRequest } from './wire/wire-request.ts'

export interface ClientOptions extends EndpointOptions {
  /** Signs each attempt; null sends them unsigned, which only services in development believe. */
  keyring?: Keyring | null
  /** Before a read is tried again. Left out: 10 to 50 ms. */
  pause?: () => Promise<unknown>
  /** Whether an answer says that another attempt may be better. Left out: 5xx that names no other service. */
  isFailure?: (answer: Exchange) => boolean
}

/** One way to send an attempt: with its answer held, or streamed. */
interface Wire<Answer> {
  send(pool: Dispatcher, request: WireRequest, limits: Limits): Promise<Answer>
  isFailure(answer: Answer): boolean
  /** Another attempt follows: the answer is read by no one. */
  discard(answer: Answer): void
}

/**
 * All calls of a process to services: instance by the request's routing, pools, deadline, breaker, ejection, signature, and
 * one retry for reads. A call ends as its last attempt did, whatever the status of the answer; it rejects only when its
 * own signal is aborted.
 */
export class ResilientClient {
  readonly discovery: Discovery
  readonly #keyring: Keyring | null
  readonly #endpoints: Endpoints
  readonly #pause: () => Promise<unknown>
  readonly #held: Wire<Exchange>

  constructor(discovery: Discovery, options: ClientOptions = {}) {
    const { keyring = null, pause = shortPause, isFailure = isServiceFailure } = options
    this.discovery = discovery
    this.#keyring = keyring
    this.#pause = pause
    this.#endpoints = new Endpoints(options)
    this.#held = { send: exchange, isFailure, discard: () => {} }
    discovery.onArrival(origin => this.#endpoints.renew(origin))
  }

  /** The answer is read to its end. */
  send(call: ServiceCall): Promise<Attempt<Exchange>> {
    return this.#run(call, this.#held)
  }

  /** The answer is a stream that the caller reads; the time of an attempt counts to the end of it. */
  open(call: ServiceCall): Promise<Attempt<StreamedAnswer>> {
    return this.#run(call, streamedWire)
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return this.#endpoints.close()
  }

  #run<Answer extends { status: number }>(call: ServiceCall, wire: Wire<Answer>): Promise<Attempt<Answer>> {
    return this.#try({ call, wire, next: new NextAttempt(call, this.discovery) })
  }

  /** One attempt and those that follow it, in the handlers of its own promise: a request waits for several calls. */
  #try<Answer extends { status: number }>(run: Run<Answer>): Promise<Attempt<Answer>> {
    const { call, next } = run
    try {
      const selected = call.binding.choose(call.service, this.discovery)
      const endpoint = selected && this.#endpoints.of(selected.instance)
      const outcome = endpoint
        ? this.#attempt({ ...run, selected, endpoint }, next.endAt)
        : notSent('unknown', selected)
      return outcome instanceof Promise ? outcome : Promise.resolve(this.#goOn(run, outcome, endpoint))
    } catch (error) {
      next.end()
      return Promise.reject(error)
    }
  }

  #goOn<Answer extends { status: number }>(
    run: Run<Answer>,
    attempt: Attempt<Answer>,
    endpoint: Endpoint | null,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { wire, next } = run
    const step = next.after(attempt, endpoint?.retries)
    if (step === 'end') {
      next.end()
      return attempt
    }
    if (attempt.outcome === 'answered') wire.discard(attempt.answer)
    return step === 'after-a-pause' ? this.#pause().then(() => this.#try(run)) : this.#try(run)
  }

  /** What is known without sending is known at once; what was sent goes on by itself. */
  #attempt<Answer extends { status: number }>(
    sending: Sending<Answer>,
    endAt: number,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { call, wire, selected, endpoint } = sending
    if (!call.isRead && !call.binding.mayWrite(call.service, selected))
      return notSent('kept-off-stable', selected)
    const startedAt = performance.now()
    // A service that began with it would be cut off, and blamed for what took the time before.
    if (startedAt >= endAt) return { outcome: 'timedOut', selected, cause: new AttemptTimeout(0) }
    if (!endpoint.breaker.tryEnter()) return notSent('resting', selected)
    const under: UnderWay = {
      span: startAttempt(call.service, call.method, aboutInstance, selected),
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
      cause => this.#end(sending, failureOf(sending, under, cause), under),
    )
  }

  #end<Answer extends { status: number }>(
    sending: Sending<Answer>,
    attempt: Attempt<Answer>,
    { span, startedAt }: UnderWay,
  ): Attempt<Answer> | Promise<Attempt<Answer>> {
    const { call, endpoint } = sending
    endpoint.retries.leave()
    endSpan(span, attempt)
    const isOfSender = mayBeOfSender(attempt, call)
    const ms = performance.now() - startedAt
    if (isOfSender) endpoint.breaker.cancel()
    else this.#note(attempt, ms, sending)
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
      const toSign = { audience: service, method, path, headers: span.headersFor(call.headers) }
      const headers = signedHeaders(this.#keyring, toSign, signed)
      if (isRead) headers[RETRIED_HEADER] = '1'
      const request = { method, path, headers, body: sent }
      return wire.send(endpoint.pool, request, { timeoutMs, maxAnswerBytes, signal })
    } catch (cause) {
      return Promise.reject(cause)
    }
  }

  #note(attempt: Attempt<unknown>, ms: number, { selected: { instance }, endpoint }: Reached): void {
    const isFailure = isFailed(attempt)
    const isUnreachable = attempt.outcome === 'notSent'
    this.discovery.note(instance, isFailure, !isFailure || attempt.outcome === 'timedOut' ? ms : null)
    const openMs = isFailure ? endpoint.breaker.fail({ isUnreachable }) : endpoint.breaker.succeed()
    if (openMs !== null) this.discovery.markUnavailable(instance, openMs)
    if (isUnreachable) this.discovery.markUnavailable(instance)
  }
}

/** Of an attempt that was sent. */
interface UnderWay {
  span: AttemptSpan
  startedAt: number
}

/** Throws the reason of a caller that gave up, which says nothing of the service. */
function failureOf<Answer>(
  { call: { signal }, next, selected, endpoint }: Sending<Answer>,
  { span }: UnderWay,
  cause: unknown,
): Attempt<Answer> {
  if (signal?.aborted) {
    next.end()
    span.end({ outcome: 'givenUp', isFailure: false })
    endpoint.breaker.cancel()
    endpoint.retries.leave()
    throw signal.reason
  }
  if (cause instanceof AttemptTimeout) return { outcome: 'timedOut', selected, cause }
  return isConnectError(cause)
    ? { outcome: 'notSent', why: 'unreachable', selected, cause }
    : { outcome: 'cut', selected, cause }
}

/** A call with all its attempts. */
interface Run<Answer> {
  call: ServiceCall
  wire: Wire<Answer>
  next: NextAttempt
}

interface Reached {
  selected: SelectedInstance
  endpoint: Endpoint
}

/** An attempt on its way to one instance. */
interface Sending<Answer> extends Run<Answer>, Reached {}

/** Which revision is called, and why not one of the tag that was asked for. */
function aboutInstance({ instance: { revision, tag }, reason }: SelectedInstance) {
  return { 'portico.revision': revision, 'portico.tag': tag, 'portico.route': reason ?? 'as-routed' }
}

/** A 503 may name another service that is missing, which is known only to the reader of its body. */
const streamedWire: Wire<StreamedAnswer> = {
  send: openStream,
  isFailure: ({ status }) => status >= 500 && status !== 503,
  discard: ({ body }) => void body.dump().catch(() => null),
}

function endSpan(span: AttemptSpan, attempt: Attempt<{ status: number }>): void {
  const status = attempt.outcome === 'answered' ? attempt.answer.status : undefined
  span.end({ outcome: attempt.outcome, isFailure: isFailed(attempt), status })
}

function notSent(why: 'unknown' | 'kept-off-stable' | 'resting', selected: SelectedInstance | null) {
  return { outcome: 'notSent', why, selected } as const
}

/** A file that comes slowly or breaks off fails as a service does that hangs or goes down. */
function mayBeOfSender({ outcome }: Attempt<unknown>, { body }: ServiceCall): boolean {
  return typeof body === 'function' && (outcome === 'timedOut' || outcome === 'cut')
}

/** A service that names another one as missing is itself well. */
function isServiceFailure({ status, body }: Exchange): boolean {
  return status >= 500 && !(status === 503 && body.includes('"UPSTREAM_UNAVAILABLE"'))
}

const shortPause = () => sleep(10 + Math.random() * 40)
