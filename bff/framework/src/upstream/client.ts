import type { Static, TSchema } from 'typebox'

export interface CallOptions<Answer extends TSchema | undefined = TSchema | undefined> {
  /** The shape the answer must have; a different one is an UPSTREAM_INVALID fault. Left out: the answer is `unknown`. */
  answer?: Answer
  /** Left-out and null values are not sent; arrays are joined with commas. */
  query?: Record<string, QueryValue>
  /** Further headers, such as a token's `authorization`. */
  headers?: Readonly<Record<string, string>>
  /** At most this long for this call; never longer than what is left of the request. Default 2000. */
  timeoutMs?: number
}

export type QueryValue = string | number | boolean | null | undefined | readonly string[]

export interface WriteOptions<Answer extends TSchema | undefined = TSchema | undefined>
  extends CallOptions<Answer> {
  /** Sent as `Idempotency-Key`. */
  idempotencyKey?: string
  /** The version seen, sent as `If-Match: "<version>"`. */
  ifMatch?: number
}

export type AnswerOf<Answer extends TSchema | undefined> = Answer extends TSchema ? Static<Answer> : unknown

/**
 * One service as one request sees it. Failures are AppErrors: a problem's own code (NOT_FOUND, VERSION_CONFLICT,
 * INSUFFICIENT_STOCK with its facts as details...), UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT,
 * UPSTREAM_BUSY or UPSTREAM_INVALID.
 */
export interface UpstreamClient {
  get<A extends TSchema | undefined = undefined>(path: string, options?: CallOptions<A>): Promise<AnswerOf<A>>
  /** Like `get`, but null for a 404. */
  find<A extends TSchema | undefined = undefined>(
    path: string,
    options?: CallOptions<A>,
  ): Promise<AnswerOf<A> | null>
  /** A read that needs a body, such as `POST /customers/batch`; may be retried. */
  query<A extends TSchema | undefined = undefined>(
    path: string,
    body: unknown,
    options?: CallOptions<A>,
  ): Promise<AnswerOf<A>>
  /** Never retried. */
  post<A extends TSchema | undefined = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>>
  put<A extends TSchema | undefined = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>>
  patch<A extends TSchema | undefined = undefined>(
    path: string,
    body: unknown,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>>
  delete<A extends TSchema | undefined = undefined>(
    path: string,
    options?: WriteOptions<A>,
  ): Promise<AnswerOf<A>>
}
