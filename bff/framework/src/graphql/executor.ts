import type { IncomingHttpHeaders } from 'node:http'
import type { KeptAnswer } from '../cache/answer-types.ts'
import type { PreparedOperation } from './document-shelf.ts'
import type { RequestContext } from './request-context.ts'

/** A GraphQL-over-HTTP request whose text is known; session, CSRF and size were checked. */
export interface GraphRequest {
  method: string
  headers: IncomingHttpHeaders
  /** For GET: the query string, with its question mark. */
  search: string
  /** For POST: the parsed JSON. */
  body: unknown
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
}

/** Never rejects because of what a client sent. */
export interface GraphExecutor {
  /** `prepared`: what of the request's text is to be run. */
  execute(request: GraphRequest, context: RequestContext, prepared: PreparedOperation): Promise<GraphAnswer>
}
