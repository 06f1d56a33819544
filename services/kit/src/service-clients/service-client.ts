import { isFailed, type ResilientClient, ServiceBinding } from '@portico/service-client'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type CallContext, contextHeaders, createContext } from '../context/context.ts'
import {
  callerEndsAt,
  callerLeft,
  isForCaller,
  isRetriedByCaller,
  noteBegun,
} from '../database/for-caller.ts'
import { assertNoTransaction } from '../database/inside.ts'
import { Problem, problems } from '../problems/problem.ts'
import type { CallFilters, FilteredCall, RouteShapes } from './call-filters.ts'
import { asSent, type JsonAnswer, jsonAnswerOf, writeJson } from './json.ts'

const DEFAULT_TIMEOUT_MS = 5000
const DEFAULT_TITLE = 'A service this one needs refused'

interface ServiceClientOptions {
  /** Of the service called; it stands in errors as `service`. */
  name: string
  client: ResilientClient
  /** This service, as the actor of its own calls; null where nothing is signed. */
  self: string | null
  /** Of a call, however many instances are tried. */
  timeoutMs?: number
  /** Null: the service called answers, and nothing is recorded. */
  filters?: CallFilters | null
  /** Left out: its calls are not counted. */
  countCall?: CountCall
}

/** Takes note of one attempt of a call. `revision` is empty where there was no instance. */
export type CountCall = (service: string, revision: string, ms: number, isFailure: boolean) => void

export interface CallOptions<Answer extends TSchema> {
  context: CallContext
  /** What the service must answer; anything else is `UPSTREAM_UNAVAILABLE`. */
  answer: Answer
  body?: unknown
  headers?: Record<string, string>
  /** May be sent twice. Left out: GET is, the rest is not. */
  isRead?: boolean
  /** What the path was made of. */
  asked?: { url: string; params?: unknown; query?: unknown; shapes: RouteShapes }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Calls another service, by the routing of the caller's context. What that service refuses (4xx) is thrown as a Problem with
 * its status, code and facts; unreachable, late, 5xx or malformed answers are `UPSTREAM_UNAVAILABLE` with `service` among
 * the facts. A read is tried once more, an instance that cannot be reached is passed over: by a read always, by a write
 * when nothing was sent. One that has too much to do is `UPSTREAM_BUSY`. A write that a release keeps off stable is `GRAY_UNAVAILABLE` then.
 */
export class ServiceClient {
  readonly #name: string
  readonly #client: ResilientClient
  readonly #self: string | null
  readonly #timeoutMs: number
  readonly #filters: CallFilters | null
  readonly #countCall: CountCall | undefined

  constructor(options: ServiceClientOptions) {
    const { name, client, self, timeoutMs = DEFAULT_TIMEOUT_MS, filters = null, countCall } = options
    this.#name = name
    this.#client = client
    this.#self = self
    this.#timeoutMs = timeoutMs
    this.#filters = filters
    this.#countCall = countCall
  }

  async call<Answer extends TSchema>(
    method: Method,
    path: string,
    options: CallOptions<Answer>,
  ): Promise<Static<Answer>> {
    const send = () => this.#send(method, path, options)
    const { status, body } =
      this.#filters === null
        ? await send()
        : await this.#filters.pass(this.#filtered(method, path, options), send)
    if (status === 401) throw this.#unavailable('does not believe this service', refusal(status, body))
    if (isMoving(body)) throw this.#moving()
    if (status >= 400 && status < 500) throw refusal(status, body)
    if (status >= 300) throw this.#unavailable(`answered ${status}`)
    if (!Check(options.answer, body))
      throw this.#unavailable(`gave an answer of another shape to ${method} ${path}`)
    return body as Static<Answer>
  }

  #filtered(method: Method, path: string, { asked, body }: CallOptions<TSchema>): FilteredCall {
    const { url = path, params, query, shapes = {} } = asked ?? {}
    return {
      operation: `${this.#name} ${method} ${url}`,
      variables: { params, query, body },
      caller: this.#self ?? 'unknown',
      shapes,
    }
  }

  async #send(method: Method, path: string, options: CallOptions<TSchema>): Promise<JsonAnswer> {
    assertNoTransaction(this.#name)
    const { body, headers, isRead = method === 'GET' } = options
    const endsAt = callerEndsAt()
    const now = performance.now()
    if (now >= endsAt) throw this.#tooLate()
    if (!isRead) noteBegun()
    // A write that has begun is done to its end.
    const timeoutMs = isRead ? Math.min(this.#timeoutMs, endsAt - now) : this.#timeoutMs
    // One that waited in a queue may have been written before contexts had all their members.
    const context = this.#named(createContext(options.context))
    if (!isForCaller()) context.priority = 'background'
    const binding = new ServiceBinding({ services: context.targets, breaking: new Set(context.breaking) })
    const { type, text } = writeJson(body)
    const signal = isRead ? callerLeft() : undefined
    const call = this.#client.send({
      service: this.#name,
      method,
      path: asSent(path),
      headers: { ...type, ...headers, ...contextHeaders(context) },
      body: text,
      isRead,
      isRetriedByCaller: isRetriedByCaller(),
      priority: context.priority ?? undefined,
      binding,
      timeoutMs: isRead ? this.#shareOf(timeoutMs, binding) : timeoutMs,
      deadlineAt: now + timeoutMs,
      signal,
      observe: (attempt, ms) =>
        this.#countCall?.(this.#name, attempt.selected?.instance.revision ?? '', ms, isFailed(attempt)),
    })
    const attempt = await call.catch(error => {
      throw signal?.aborted ? problems.CALLER_LEFT(`The caller left before ${this.#name} answered.`) : error
    })
    if (attempt.outcome === 'answered') return jsonAnswerOf(attempt.answer)
    if (attempt.outcome === 'timedOut' && timeoutMs < this.#timeoutMs) throw this.#tooLate(attempt.cause)
    if (attempt.outcome === 'timedOut')
      throw this.#unavailable(`did not answer in ${this.#timeoutMs} ms`, attempt.cause)
    if (attempt.outcome === 'notSent' && attempt.why === 'kept-off-stable') throw this.#grayUnavailable()
    if (attempt.outcome === 'notSent' && attempt.why === 'full') throw this.#busy()
    throw this.#unavailable('cannot be reached', attempt.cause)
  }

  /** A call without tenant and actor is made in the service's own name. */
  #named(context: CallContext): CallContext {
    return context.tenantId || context.actor ? context : { ...context, actor: this.#self }
  }

  /** An instance that hangs must leave a read time for another one. */
  #shareOf(timeoutMs: number, binding: ServiceBinding): number {
    return binding.canLeave(this.#name, this.#client.discovery) ? timeoutMs / 2 : timeoutMs
  }

  #tooLate(cause?: unknown): Problem {
    const detail = `The time that the caller had was over before ${this.#name} answered.`
    return problems.DEADLINE_PASSED(detail, {}, cause)
  }

  #grayUnavailable(): Problem {
    const detail = `The new version of ${this.#name} is not available just now; nothing was changed.`
    return problems.GRAY_UNAVAILABLE(detail, { service: this.#name })
  }

  /** Nothing was sent. */
  #busy(): Problem {
    const detail = `The service ${this.#name} has more to do than it can do now. Try again in a moment.`
    return problems.UPSTREAM_BUSY(detail, { service: this.#name, retryAfterSeconds: 1 })
  }

  /** Its caller asks again; what was done before is as after any other failure. */
  #moving(): Problem {
    const detail = `The data of the company are being moved; ${this.#name} did nothing. Try again in a moment.`
    return problems.TENANT_MOVING(detail, { service: this.#name, retryAfterSeconds: 1 })
  }

  #unavailable(what: string, cause?: unknown): Problem {
    return problems.UPSTREAM_UNAVAILABLE(`The service ${this.#name} ${what}.`, { service: this.#name }, cause)
  }
}

/** The other service's problem as ours: same status, code and facts. */
function refusal(status: number, body: unknown): Problem {
  const { type, title, status: _, detail, code, ...facts } = isRecord(body) ? body : {}
  const entry = { status, title: typeof title === 'string' ? title : DEFAULT_TITLE }
  return new Problem(
    typeof code === 'string' ? code : 'UPSTREAM_REFUSED',
    entry,
    String(detail ?? DEFAULT_TITLE),
    { facts },
  )
}

function isMoving(body: unknown): boolean {
  return isRecord(body) && (body.code === 'TENANT_MOVING' || body.code === 'TENANT_MOVED')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
