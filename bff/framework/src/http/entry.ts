import type { IncomingMessage, ServerResponse } from 'node:http'
import { beginScope, endTrace, type RequestScope, runInScope, type Tracing } from '@portico/telemetry'
import { answerFault } from '../exchange/answer-fault.ts'
import { isSecure } from '../exchange/client.ts'
import { type HttpExchange, IncomingCall, parseUrl } from '../exchange/http-exchange.ts'
import { whenClosed } from '../exchange/when-closed.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Trace } from '../telemetry/trace.ts'
import type { InFlight } from './in-flight.ts'
import { securityHeaders } from './security-headers.ts'

/** As nearly every call of it is written. */
export const GRAPH_PATH = '/graphql'

export interface EntryOptions {
  isBehindProxy: boolean
  hasAccessLog: boolean
}

export interface EntryParts {
  inFlight: InFlight
  metrics: Metrics
  tracing: Tracing
  log: Log
}

/** What every request passes, whichever handler answers it: trace, security headers, drain, access log, the last catch. */
export class Entry {
  readonly #options: EntryOptions
  readonly #parts: EntryParts

  constructor(options: EntryOptions, parts: EntryParts) {
    this.#options = options
    this.#parts = parts
  }

  pass(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (http: HttpExchange) => unknown,
  ): Promise<void> {
    const startedAt = performance.now()
    const isGraph = request.url === GRAPH_PATH
    const operation = isGraph ? `${request.method} ${GRAPH_PATH}` : operationOf(request)
    const trace = this.#parts.tracing.begin({ name: operation, isMinor: operation.endsWith(' /a/') })
    const scope = beginScope(trace, { operation })
    this.#parts.inFlight.track(response)
    const isHttps = isSecure(request, this.#options.isBehindProxy)
    const http = new IncomingCall(request, response, trace, commonHeaders(trace, isHttps, isGraph))
    if (!isGraph) http.setCommonHeaders()
    whenClosed(response, () => this.#record(request, response, scope, performance.now() - startedAt))
    return runInScope(scope, async () => {
      try {
        await answer(http)
      } catch (error) {
        if (isGraph && !response.headersSent) http.setCommonHeaders()
        await answerFault(this.#parts.log, http, error)
      }
    })
  }

  /** Runs at the end of the answer, outside of the request's scope. */
  #record(request: IncomingMessage, response: ServerResponse, scope: RequestScope, ms: number): void {
    const status = response.writableFinished ? response.statusCode : 499
    this.#parts.metrics.countRequest(request.method ?? '', status)
    endTrace(scope.trace, { status, isFailure: status >= 500 })
    if (!this.#options.hasAccessLog) return
    const path = (request.url ?? '').split('?', 1)[0]
    const facts = { method: request.method, path, status, ms: Math.round(ms) }
    runInScope(scope, () => this.#parts.log.info('http.request', facts))
  }
}

/** An operation's answer says it, when it is known whether the trace is kept. */
function commonHeaders(trace: Trace, isHttps: boolean, isGraph: boolean): string[] {
  const headers = [...securityHeaders(isHttps), 'x-portico-request', trace.id]
  if (!isGraph && trace.recording?.record.reason)
    headers.push('server-timing', `traceparent;desc="${trace.traceparent}"`)
  return headers
}

/** Few names, whatever the path: of the API its first part, of GraphQL until the operation is known. */
function operationOf(request: IncomingMessage): string {
  const { method = '' } = request
  const { pathname } = parseUrl(request)
  const place = /^\/(?:graphql$|a\/|frame\/|api\/[a-z-]{1,30})/.exec(pathname)?.[0] ?? '/*'
  return `${method} ${place}`
}
