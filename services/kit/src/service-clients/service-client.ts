import { stableTag, type Tag } from '@portico/release'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type CallContext, createContext } from '../context.ts'
import type { ContextSigner } from '../context-signer.ts'
import { assertNoTransaction } from '../database/inside.ts'
import { Problem, problems } from '../problem.ts'
import { type Answered, isTimeout, isUnsent, pathOf, send } from './send.ts'

const DEFAULT_TIMEOUT_MS = 5000
const DEFAULT_TITLE = 'A service this one needs refused'

interface ServiceClientOptions {
  /** Of the service called; it stands in errors as `service`. */
  name: string
  /** Where a call to this tag may go, in the order of trying; `isBreaking`: to no instance without the tag. */
  originsOf(tag: Tag, isBreaking: boolean): string[]
  signer: ContextSigner
  /** Receives what each attempt came to. */
  note?(origin: string, isFailure: boolean): void
  /** Of a call, however many addresses are tried. */
  timeoutMs?: number
}

export interface CallOptions<Answer extends TSchema> {
  context: CallContext
  /** What the service must answer; anything else is `UPSTREAM_UNAVAILABLE`. */
  answer: Answer
  body?: unknown
  headers?: Record<string, string>
  /** May be sent twice. Left out: GET is, the rest is not. */
  isRead?: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Calls another service, by the routing of the caller's context. What that service refuses (4xx) is thrown as a Problem with
 * its status, code and facts; unreachable, late, 5xx or malformed answers are `UPSTREAM_UNAVAILABLE` with `service` among
 * the facts. An instance that cannot be reached is passed over: by a read always, by a write when nothing was sent. A
 * write that a release keeps off stable is `GRAY_UNAVAILABLE` then.
 */
export class ServiceClient {
  readonly #name: string
  readonly #originsOf: ServiceClientOptions['originsOf']
  readonly #signer: ContextSigner
  readonly #note: NonNullable<ServiceClientOptions['note']>
  readonly #timeoutMs: number

  constructor({
    name,
    originsOf,
    signer,
    note = () => {},
    timeoutMs = DEFAULT_TIMEOUT_MS,
  }: ServiceClientOptions) {
    this.#name = name
    this.#originsOf = originsOf
    this.#signer = signer
    this.#note = note
    this.#timeoutMs = timeoutMs
  }

  async call<Answer extends TSchema>(
    method: Method,
    path: string,
    options: CallOptions<Answer>,
  ): Promise<Static<Answer>> {
    const { status, body } = await this.#send(method, path, options)
    if (status === 401) throw this.#unavailable('does not believe this service', refusal(status, body))
    if (status >= 400 && status < 500) throw refusal(status, body)
    if (status >= 300) throw this.#unavailable(`answered ${status}`)
    if (!Check(options.answer, body))
      throw this.#unavailable(`gave an answer of another shape to ${method} ${path}`)
    return body as Static<Answer>
  }

  async #send(method: Method, path: string, options: CallOptions<TSchema>): Promise<Answered> {
    assertNoTransaction(this.#name)
    const { body, headers, isRead = method === 'GET' } = options
    // One that waited in a queue may have been written before contexts had all their members.
    const context = this.#named(createContext(options.context))
    const text = body === undefined ? null : JSON.stringify(body)
    const isBreaking = !isRead && context.breaking.includes(this.#name)
    const origins = this.#originsOf(context.targets[this.#name] ?? stableTag, isBreaking)
    const deadline = AbortSignal.timeout(this.#timeoutMs)
    let failure: unknown
    for (const [index, origin] of origins.entries()) {
      const hasNext = index + 1 < origins.length
      try {
        const call = { audience: this.#name, method, path: pathOf(origin, path), body: text }
        // Each try for itself: a signed write is believed once.
        const signed = this.#signer.headers(context, headers ? { ...call, headers } : call)
        const request = { method, path: call.path, body: text, headers: signed }
        const answer = await send(origin, request, isRead && hasNext ? this.#half(deadline) : deadline)
        this.#note(origin, answer.status >= 500)
        return answer
      } catch (cause) {
        failure = cause
        this.#note(origin, true)
        if (deadline.aborted || !(isRead || isUnsent(cause))) break
      }
    }
    if (isBreaking && (failure === undefined || isUnsent(failure))) throw this.#grayUnavailable(failure)
    const what = isTimeout(failure) ? `did not answer in ${this.#timeoutMs} ms` : 'cannot be reached'
    throw this.#unavailable(what, failure)
  }

  /** A call without tenant and actor is made in the service's own name. */
  #named(context: CallContext): CallContext {
    return context.tenantId || context.actor ? context : { ...context, actor: this.#signer.self }
  }

  /** An instance that hangs must leave a read time for another one. */
  #half(deadline: AbortSignal): AbortSignal {
    return AbortSignal.any([deadline, AbortSignal.timeout(this.#timeoutMs / 2)])
  }

  #grayUnavailable(cause: unknown): Problem {
    const detail = `The new version of ${this.#name} is not available just now; nothing was changed.`
    return problems.GRAY_UNAVAILABLE(detail, { service: this.#name }, cause)
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
    facts,
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
