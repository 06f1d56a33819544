import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { type CallContext, contextHeaders } from './context.ts'
import { Problem, problems } from './problem.ts'

const DEFAULT_TIMEOUT_MS = 5000
const DEFAULT_TITLE = 'A service this one needs refused'

export interface ServiceClientOptions {
  /** Of the service called; it stands in errors as `service`. */
  name: string
  url: string
  timeoutMs?: number
}

export interface CallOptions<Answer extends TSchema> {
  context: CallContext
  /** What the service must answer; anything else is `UPSTREAM_UNAVAILABLE`. */
  answer: Answer
  body?: unknown
  headers?: Record<string, string>
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Calls another service. What that service refuses (4xx) is thrown as a Problem with its status, code and facts;
 * unreachable, late, 5xx or malformed answers are `UPSTREAM_UNAVAILABLE` with `service` among the facts.
 */
export class ServiceClient {
  readonly #name: string
  readonly #url: string
  readonly #timeoutMs: number

  constructor({ name, url, timeoutMs = DEFAULT_TIMEOUT_MS }: ServiceClientOptions) {
    this.#name = name
    this.#url = url
    this.#timeoutMs = timeoutMs
  }

  async call<Answer extends TSchema>(
    method: Method,
    path: string,
    options: CallOptions<Answer>,
  ): Promise<Static<Answer>> {
    const { status, body } = await this.#send(method, path, options)
    if (status >= 400 && status < 500) throw refusal(status, body)
    if (status >= 300) throw this.#unavailable(`answered ${status}`)
    if (!Check(options.answer, body))
      throw this.#unavailable(`gave an answer of another shape to ${method} ${path}`)
    return body as Static<Answer>
  }

  async #send(method: Method, path: string, { context, body, headers }: CallOptions<TSchema>) {
    const hasBody = body !== undefined
    try {
      const response = await fetch(new URL(path, this.#url), {
        method,
        headers: {
          ...contextHeaders(context),
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(hasBody ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(this.#timeoutMs),
      })
      return { status: response.status, body: parse(await response.text()) }
    } catch (cause) {
      throw this.#unavailable(
        isTimeout(cause) ? `did not answer in ${this.#timeoutMs} ms` : 'cannot be reached',
        cause,
      )
    }
  }

  #unavailable(what: string, cause?: unknown): Problem {
    return problems.UPSTREAM_UNAVAILABLE(`The service ${this.#name} ${what}.`, { service: this.#name }, cause)
  }
}

/** `<NAME>_URL`, else the service's port on this machine. */
export function serviceUrl(env: NodeJS.ProcessEnv, name: string, defaultPort: number): string {
  const variable = name.toUpperCase()
  return env[`${variable}_URL`] ?? `http://127.0.0.1:${env[`${variable}_PORT`] ?? defaultPort}`
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

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError'
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
