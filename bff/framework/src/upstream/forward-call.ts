import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { StreamedAnswer } from '@portico/service-client'
import type { AppError } from '../errors/app-error.ts'
import { readBody } from '../exchange/body.ts'
import { sendFault } from '../exchange/respond.ts'
import { whenClosed } from '../exchange/when-closed.ts'
import type { CallContext } from './call-context.ts'
import { faultOf, unavailable } from './faults.ts'
import type { ForwardTarget } from './forward.ts'
import { ROUTE_HEADER } from './route-header.ts'
import { SizeLimit, tooLarge } from './size-limit.ts'
import type { Upstream, UpstreamCall } from './upstream.ts'

const DEFAULT_TIMEOUT_MS = 120_000
const MAX_PROBLEM_BYTES = 64 * 1024
/** Of a body that is no upload; the largest is a graph's schema. */
const MAX_HELD_BYTES = 8 * 1024 * 1024
const REQUEST_HEADERS = ['content-type', 'accept'] as const
const RESPONSE_HEADERS = [
  'content-type',
  'content-disposition',
  'content-length',
  'etag',
  'location',
] as const

/** Who asked for a streamed call. */
interface ForwardClient {
  request: IncomingMessage
  response: ServerResponse
  /**
   * Aborted, with a fault as its reason, when the call may not go on: that is its answer, or where the answer has begun its
   * connection breaks, so that a part of a file is not taken for the whole.
   */
  refused?: AbortSignal | undefined
}

/** Streams both ways between a client and a service, with back pressure; holds a body only to sign it, never an upload's. */
export async function forwardCall(
  upstream: Upstream,
  context: CallContext,
  target: ForwardTarget,
  { request, response, refused }: ForwardClient,
): Promise<void> {
  assertSize(request, target)
  const held = await hold(request, target)
  const ending = new AbortController()
  whenClosed(response, () => ending.abort())
  const signal = refused ? AbortSignal.any([ending.signal, refused]) : ending.signal
  const body = held ?? uploadOf(request, target, fault => ending.abort(fault))
  const call = callOf(request, target, { body, signal })
  const answer = await upstream.open(call, context).finally(() => setRoute(response, context))
  if (answer.status >= 400) return sendFault(response, await readFault(target.service, answer))
  for (const name of RESPONSE_HEADERS) {
    const value = answer.headers[name]
    if (value !== undefined) response.setHeader(name, value)
  }
  response.setHeader('cache-control', 'no-store')
  response.writeHead(answer.status)
  await pipeline(answer.body, response, { signal }).catch(() => response.destroy())
}

function setRoute(response: ServerResponse, { route, positions }: CallContext): void {
  const text = route.format()
  if (text !== '') response.setHeader(ROUTE_HEADER, text)
  const written = positions.cookie()
  if (written !== null) response.appendHeader('set-cookie', written)
}

async function hold(
  request: IncomingMessage,
  { maxBytes = 0, isUpload }: ForwardTarget,
): Promise<Buffer | null> {
  if (isUpload || maxBytes === 0) return null
  const body = await readBody(request, Math.min(maxBytes, MAX_HELD_BYTES))
  return body.length > 0 ? body : null
}

/** Made anew for each attempt; the client's own stream is read once a service takes it. Null: no file is sent. */
function uploadOf(
  request: IncomingMessage,
  { isUpload, maxBytes }: ForwardTarget,
  onExcess: (fault: AppError) => void,
): (() => SizeLimit) | null {
  return isUpload && maxBytes ? () => new SizeLimit(request, maxBytes, onExcess) : null
}

function callOf(
  request: IncomingMessage,
  { service, method, path, headers, timeoutMs = DEFAULT_TIMEOUT_MS }: ForwardTarget,
  { body, signal }: Required<Pick<UpstreamCall, 'body' | 'signal'>>,
): UpstreamCall {
  const isStreamed = typeof body === 'function'
  const passed = passedHeaders(request, isStreamed ? [...REQUEST_HEADERS, 'content-length'] : REQUEST_HEADERS)
  return {
    service,
    method,
    path,
    headers: { ...passed, ...headers },
    body,
    isRead: method === 'GET',
    timeoutMs,
    signal,
  }
}

function passedHeaders({ headers }: IncomingMessage, names: readonly string[]): Record<string, string> {
  const passed = names.flatMap(name => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(passed)
}

function assertSize(request: IncomingMessage, { maxBytes = 0 }: ForwardTarget): void {
  if (maxBytes > 0 && Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
}

async function readFault(service: string, { status, headers, body }: StreamedAnswer): Promise<AppError> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > MAX_PROBLEM_BYTES) break
      chunks.push(chunk)
    }
  } catch (cause) {
    return unavailable(service, cause)
  }
  return faultOf(service, { status, headers, body: Buffer.concat(chunks) })
}
