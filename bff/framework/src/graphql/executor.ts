import type { IncomingHttpHeaders } from 'node:http'
import type { KeptAnswer } from '../cache/answer-types.ts'
import type { PreparedOperation } from './document-shelf.ts'
import type { RequestContext } from './request-context.ts'

/** A GraphQL-over-HTTP request, or one of those that came as a batch; session, CSRF and size were checked. */
export interface HttpRequest {
  method: string
  headers: IncomingHttpHeaders
  /** For GET: the query string, with its question mark. */
  search: string
  /** For POST: the parsed JSON. */
  body: unknown
  isBatched?: boolean
}

/** One whose text is known. */
export interface GraphRequest extends HttpRequest {
  /** The text to run, wherever it came from. */
  query: string
  /** As the client gave them; not checked. */
  operationName: unknown
  variables: unknown
  /** An operation of a published app: its name is one of few. */
  isRegistered: boolean
}

export interface GraphAnswer {
  status: number
  headers: Record<string, string>
  body: string
  /** By plan, without an error and with nothing missing or added: it may be kept. */
  isWhole?: boolean
  /** It was kept: whose body this is. */
  kept?: KeptAnswer
  /** Whether caches on the way may keep it is said by its headers alone. */
  isCachingFree?: boolean
}

/** Never rejects because of what a client sent. */
export interface GraphExecutor {
  /** `prepared`: what of the request's text is to be run. */
  execute(request: GraphRequest, context: RequestContext, prepared: PreparedOperation): Promise<GraphAnswer>
  /** What is wrong with a request that has no operation. Runs nothing. */
  refuse(request: HttpRequest, context: RequestContext): Promise<GraphAnswer>
}
