import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { DevError } from '../fault/dev-error.ts'
import type { Explain } from './failures.ts'
import { answerDevFault } from './fault-page.ts'
import { type Addresses, answerHeaders, requestHeaders } from './headers.ts'
import type { Target } from './target.ts'

export interface ProxyRoute {
  target: Target
  addresses: Addresses
  explain: Explain
  /** What is said when no answer has begun in time. */
  slow(): DevError
  /** Until an answer begins, in ms, from when the request was sent whole. What has begun, such as a live stream, may take for ever. */
  answerMs: number
}

export interface ForwardOptions {
  /** Added to the request; undefined takes one away. */
  headers?: OutgoingHttpHeaders
  /** Takes the answer over, with the headers it would have had. False, or left out: it is passed on as it is. */
  take?(answer: IncomingMessage, headers: OutgoingHttpHeaders): boolean
}

interface Exchange extends ForwardOptions {
  request: IncomingMessage
  response: ServerResponse
  route: ProxyRoute
}

/**
 * Passes one request on, and its answer back, byte by byte: nothing is gathered, so uploads and live streams flow. When either side
 * goes, so does the other.
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  route: ProxyRoute,
  options: ForwardOptions = {},
): void {
  const exchange = { request, response, route, ...options }
  send(exchange, !carriesBody(request))
}

function send(exchange: Exchange, mayRepeat: boolean): void {
  const { request, response, route, headers } = exchange
  const { method, url: path } = request
  const out = route.target.request({
    method,
    path,
    headers: requestHeaders(request, route.addresses, headers),
  })
  const end = () => void out.destroy()
  response.once('close', end)
  limitWait(out, exchange)
  out.once('response', answer => takeAnswer(answer, out, exchange))
  out.on('error', cause => {
    if (response.destroyed || response.headersSent) return
    response.off('close', end)
    // A kept connection that was closed at its other end meanwhile: nothing of this request was seen there.
    if (mayRepeat && out.reusedSocket) return send(exchange, false)
    answerDevFault(request, response, route.explain(cause))
  })
  if (carriesBody(request)) request.pipe(out)
  else out.end()
}

/** For the connection, and from the end of the request for the answer: how long a body takes to send is its sender's matter. */
function limitWait(out: ClientRequest, { request, response, route }: Exchange): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  const wait = () => {
    stop()
    timer = setTimeout(() => {
      answerDevFault(request, response, route.slow())
      out.destroy()
    }, route.answerMs)
  }
  wait()
  out.once('socket', socket => {
    if (!carriesBody(request)) return
    if (socket.connecting) socket.once('connect', stop)
    else stop()
  })
  out.once('finish', wait)
  for (const event of ['response', 'close', 'error']) out.once(event, stop)
}

function takeAnswer(answer: IncomingMessage, out: ClientRequest, exchange: Exchange): void {
  const { request, response, route, take } = exchange
  // Answered before all of it was read, as a refusal is: what is left of it has no reader any more.
  if (!request.complete) answer.once('end', () => request.unpipe(out).resume())
  // Cut at its other end: the browser must not take it for whole.
  answer.on('error', () => response.destroy())
  const headers = answerHeaders(answer, route.addresses)
  if (take?.(answer, headers)) return
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers)
  // The head of a live stream goes out before its first message.
  response.flushHeaders()
  answer.pipe(response)
}

function carriesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
