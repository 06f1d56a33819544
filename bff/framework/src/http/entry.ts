import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerFault } from '../exchange/answer-fault.ts'
import { isSecure } from '../exchange/client.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import { whenClosed } from '../exchange/when-closed.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { beginTrace, type Trace } from '../telemetry/trace.ts'
import type { InFlight } from './in-flight.ts'
import { setSecurityHeaders } from './security-headers.ts'

export interface EntryOptions {
  isBehindProxy: boolean
  hasAccessLog: boolean
}

/** What every request passes, whichever handler answers it: trace, security headers, drain, access log, the last catch. */
export class Entry {
  readonly #options: EntryOptions
  readonly #inFlight: InFlight
  readonly #metrics: Metrics
  readonly #log: Log

  constructor(options: EntryOptions, inFlight: InFlight, metrics: Metrics, log: Log) {
    this.#options = options
    this.#inFlight = inFlight
    this.#metrics = metrics
    this.#log = log
  }

  async pass(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (http: HttpExchange) => unknown,
  ): Promise<void> {
    const startedAt = performance.now()
    const trace = beginTrace()
    this.#inFlight.track(response)
    setSecurityHeaders(response, isSecure(request, this.#options.isBehindProxy))
    response.setHeader('x-portico-request', trace.id)
    whenClosed(response, () => this.#record(request, response, trace, performance.now() - startedAt))
    const http = { request, response, url: parseUrl(request), trace }
    try {
      await answer(http)
    } catch (error) {
      await answerFault(this.#log, http, error)
    }
  }

  #record(request: IncomingMessage, response: ServerResponse, trace: Trace, ms: number): void {
    const status = response.writableFinished ? response.statusCode : 499
    this.#metrics.countRequest(request.method ?? '', status)
    if (!this.#options.hasAccessLog) return
    const path = (request.url ?? '').split('?', 1)[0]
    this.#log.info('http.request', {
      method: request.method,
      path,
      status,
      ms: Math.round(ms),
      request: trace.id,
    })
  }
}

function parseUrl(request: IncomingMessage): URL {
  const path = request.url ?? '/'
  return (
    URL.parse(path.startsWith('/') ? `http://gateway${path.replace(/^\/+/, '/')}` : path) ??
    new URL('http://gateway/')
  )
}
