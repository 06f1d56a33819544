import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ForwardTarget } from '../upstream/forward.ts'
import type { GraphContext } from './context.ts'

/**
 * An address below `/api/` that streams. The front has checked session, CSRF header (unsafe methods) and permission
 * before `handle` runs. A thrown AppError is answered as `{error: {code, message}}`.
 */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Such as `/api/imports/:id/rejected.csv`; a parameter is one path segment. */
  path: string
  permission: string
  /** Reads all of a list, however long: a tenant has few of these open at once. */
  readsWholeList?: boolean
  handle(call: ApiCall): Promise<void>
}

export interface ApiCall {
  context: GraphContext
  /** Decoded path parameters. */
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  request: IncomingMessage
  response: ServerResponse
  /**
   * Streams the request's body to a service and its answer back, holding neither in memory. Problems of the
   * service are answered as coded errors.
   */
  forward(target: ForwardTarget): Promise<void>
}
