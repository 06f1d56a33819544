import { bodyText } from '@portico/service-client'
import type { TSchema } from 'typebox'
import { AppError, hasCode } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import { checkAnswer } from './answer.ts'
import type { CallContext } from './call-context.ts'
import type { AnswerOf, CallOptions, QueryValue, UpstreamClient, WriteOptions } from './client.ts'
import { faultOf, invalidAnswer } from './faults.ts'
import type { Upstream, UpstreamCall } from './upstream.ts'

type MaybeSchema = TSchema | undefined

const DEFAULT_TIMEOUT_MS = 2_000
/** A service hangs up on a head over 16 KB, which would look as if it were down. */
const MAX_PATH_CHARACTERS = 12_000
/** An id that is empty or dots would make the address that of another thing, such as the list that the id is looked up in. */
const PATH_OF_OTHER = /\/\.{0,2}(?=[/?]|$)/
/** What a header can carry. */
const IDEMPOTENCY_KEY_PATTERN = /^[ -~]{1,200}$/

/** Speaks JSON with one service in the name of one request. */
export class ServiceClient implements UpstreamClient {
  readonly #service: string
  readonly #upstream: Upstream
  readonly #context: CallContext
  readonly #log: Log

  constructor(service: string, upstream: Upstream, context: CallContext, log: Log) {
    this.#service = service
    this.#upstream = upstream
    this.#context = context
    this.#log = log
  }

  get<A extends MaybeSchema = undefined>(path: string, options: CallOptions<A> = {}): Promise<AnswerOf<A>> {
    return this.#call({ method: 'GET', path, isRead: true }, options)
  }

  async find<A extends MaybeSchema = undefined>(
    path: string,
    options: CallOptions<A> = {},
  ): Promise<AnswerOf<A> | null> {
    try {
      return await this.get(path, options)
    } catch (error) {
      if (hasCode(error, 'NOT_FOUND')) return null
      throw error
    }
  }

  query<A extends MaybeSchema = undefined>(
    path: string,
    body: unknown,
    options: CallOptions<A> = {},
  ): Promise<AnswerOf<A>> {
    return this.#call({ method: 'POST', path, body, isRead: true }, options)
  }

  post<A extends MaybeSchema = undefined>(path: string, body: unknown, options: WriteOptions<A> = {}) {
    return this.#call({ method: 'POST', path, body, isRead: false }, options)
  }

  put<A extends MaybeSchema = undefined>(path: string, body: unknown, options: WriteOptions<A> = {}) {
    return this.#call({ method: 'PUT', path, body, isRead: false }, options)
  }

  patch<A extends MaybeSchema = undefined>(path: string, body: unknown, options: WriteOptions<A> = {}) {
    return this.#call({ method: 'PATCH', path, body, isRead: false }, options)
  }

  delete<A extends MaybeSchema = undefined>(path: string, options: WriteOptions<A> = {}) {
    return this.#call({ method: 'DELETE', path, isRead: false }, options)
  }

  #call<A extends MaybeSchema>(
    { body, ...call }: Pick<UpstreamCall, 'method' | 'path' | 'isRead'> & { body?: unknown },
    options: WriteOptions<A>,
  ): Promise<AnswerOf<A>> {
    const path = call.path + queryString(options.query)
    if (path.length > MAX_PATH_CHARACTERS) return refuse('INVALID_REQUEST', 'What is asked for is too long.')
    if (call.path !== '/' && PATH_OF_OTHER.test(call.path)) return refuse('NOT_FOUND')
    if (!isKey(options.idempotencyKey))
      return refuse('INVALID_REQUEST', 'An idempotency key has 1 to 200 printable ASCII characters.')
    const whole: UpstreamCall = {
      ...call,
      service: this.#service,
      path,
      headers: headersFor(body !== undefined, options),
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    }
    return this.#upstream.send(whole, this.#context, answer => {
      if (answer.status >= 400) throw faultOf(this.#service, answer)
      return this.#read(call.path, bodyText(answer), options.answer)
    })
  }

  #read<A extends MaybeSchema>(path: string, body: string, schema: A | undefined): AnswerOf<A> {
    try {
      const value: unknown = body.length > 0 ? JSON.parse(body) : null
      return (schema ? checkAnswer(schema, value) : value) as AnswerOf<A>
    } catch (error) {
      const [place = ''] = path.split('?', 1)
      this.#log.error('upstream.invalid', error, { service: this.#service, path: place })
      throw invalidAnswer(this.#service, error)
    }
  }
}

function headersFor(hasBody: boolean, options: WriteOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers }
  if (hasBody) headers['content-type'] = 'application/json'
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`
  return headers
}

function isKey(key: string | undefined): boolean {
  return key === undefined || IDEMPOTENCY_KEY_PATTERN.test(key)
}

function refuse(code: 'INVALID_REQUEST' | 'NOT_FOUND', message?: string): Promise<never> {
  return Promise.reject(new AppError(code, message))
}

function queryString(query: Record<string, QueryValue> | undefined): string {
  if (query === undefined) return ''
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value))
  }
  return search.size > 0 ? `?${search}` : ''
}
