import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Trace } from '../telemetry/trace.ts'

/** One request and its answer, as every part of the gateway sees them. */
export interface HttpExchange {
  request: IncomingMessage
  response: ServerResponse
  /** Path and query; the host is of no interest. */
  readonly url: URL
  trace: Trace
  /** Names and values in turns that every answer has; `/graphql` alone writes them itself, with all others at once. */
  readonly commonHeaders: readonly string[]
}

/** The address is parsed when it is first asked for: most calls are known by their text. */
export class IncomingCall implements HttpExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly trace: Trace
  readonly commonHeaders: readonly string[]
  #url: URL | null = null

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    trace: Trace,
    commonHeaders: readonly string[],
  ) {
    this.request = request
    this.response = response
    this.trace = trace
    this.commonHeaders = commonHeaders
  }

  get url(): URL {
    this.#url ??= parseUrl(this.request)
    return this.#url
  }

  /** For an answer that is not written with them. */
  setCommonHeaders(): void {
    const { response, commonHeaders } = this
    for (let at = 0; at < commonHeaders.length; at += 2) {
      response.setHeader(commonHeaders[at] ?? '', commonHeaders[at + 1] ?? '')
    }
  }
}

export function parseUrl(request: IncomingMessage): URL {
  const path = request.url ?? '/'
  return (
    URL.parse(path.startsWith('/') ? `http://gateway${path.replace(/^\/+/, '/')}` : path) ??
    new URL('http://gateway/')
  )
}
