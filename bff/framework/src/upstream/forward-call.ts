import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Dispatcher } from 'undici'
import { GraphFault } from '../graphql/fault.ts'
import { readBody } from '../http/body.ts'
import { sendFault } from '../http/respond.ts'
import { whenClosed } from '../http/when-closed.ts'
import type { CallContext } from './call-context.ts'
import { isConnectError } from './connect-error.ts'
import type { SelectedInstance } from './discovery.ts'
import { faultOf, timedOut, unavailable } from './faults.ts'
import type { ForwardTarget } from './forward.ts'
import { routeHeader } from './service-binding.ts'
import { SizeLimit, tooLarge } from './size-limit.ts'
import type { Upstream } from './upstream.ts'

const defaultTimeoutMs = 120_000
const maxProblemBytes = 64 * 1024
/** Of a body that is no upload; the largest is a graph's schema. */
const maxHeldBytes = 8 * 1024 * 1024
const requestHeaders = ['content-type', 'accept'] as const
const responseHeaders = ['content-type', 'content-disposition', 'content-length', 'etag', 'location'] as const

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

/** One streamed call, with all that takes part in it. */
interface ProxiedCall {
  upstream: Upstream
  context: CallContext
  target: ForwardTarget
  request: IncomingMessage
  /** What was read of it; null: none, or an upload. */
  held: Buffer | null
  /** Aborted when the client has left or may not go on. */
  ended: AbortSignal
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
  const left = new AbortController()
  whenClosed(response, () => left.abort())
  const ended = refused ? AbortSignal.any([left.signal, refused]) : left.signal
  const proxied = { upstream, context, target, request, held, ended }
  const answer = await openCall(proxied).finally(() => setRoute(response, context))
  if (answer.statusCode >= 400) return sendFault(response, await readFault(target.service, answer))
  for (const name of responseHeaders) {
    const value = answer.headers[name]
    if (value !== undefined) response.setHeader(name, value)
  }
  response.setHeader('cache-control', 'no-store')
  response.writeHead(answer.statusCode)
  await pipeline(answer.body, response, { signal: ended }).catch(() => response.destroy())
}

function setRoute(response: ServerResponse, { route }: CallContext): void {
  const text = route.format()
  if (text !== '') response.setHeader(routeHeader, text)
}

async function hold(
  request: IncomingMessage,
  { maxBytes = 0, isUpload }: ForwardTarget,
): Promise<Buffer | null> {
  if (isUpload || maxBytes === 0) return null
  const body = await readBody(request, Math.min(maxBytes, maxHeldBytes))
  return body.length > 0 ? body : null
}

/** On to another instance as long as there is no connection: nothing of the body has been read then. */
async function openCall(proxied: ProxiedCall, movesLeft = 3): Promise<Dispatcher.ResponseData> {
  const { upstream, context, target } = proxied
  const { service, method } = target
  const selected = upstream.choose({ service, isRead: method === 'GET' }, context)
  const startedAt = performance.now()
  const measure = (isFailure: boolean) =>
    upstream.measure(service, selected, context, isFailure, performance.now() - startedAt)
  try {
    const answer = await open(proxied, selected)
    measure(answer.statusCode >= 500)
    return answer
  } catch (error) {
    if (error instanceof GraphFault || proxied.ended.aborted) throw asFault(service, error)
    measure(true)
    const isMoved = isConnectError(error) && upstream.moveOn(service, selected, context)
    if (isMoved && movesLeft > 0) return openCall(proxied, movesLeft - 1)
    throw asFault(service, error)
  }
}

async function open(proxied: ProxiedCall, selected: SelectedInstance): Promise<Dispatcher.ResponseData> {
  const { upstream, target, request, held, ended } = proxied
  const { method, path, timeoutMs = defaultTimeoutMs } = target
  const stream = target.isUpload && target.maxBytes ? new SizeLimit(request, target.maxBytes) : null
  try {
    return await upstream.endpointOf(selected).pool.request({
      path,
      method,
      headers: headersFor(proxied),
      body: stream ?? held,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ended]),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
  } catch (error) {
    throw stream?.fault ?? error
  }
}

function asFault(service: string, error: unknown): GraphFault {
  if (error instanceof GraphFault) return error
  const isTimeout = error instanceof Error && error.name === 'TimeoutError'
  return isTimeout ? timedOut(service, error) : unavailable(service, error)
}

function headersFor({ upstream, context, target, request, held }: ProxiedCall): Record<string, string> {
  const passed = requestHeaders.flatMap(name => {
    const value = request.headers[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const isStreamed = Boolean(target.isUpload && target.maxBytes)
  const length = isStreamed ? request.headers['content-length'] : undefined
  const headers = {
    ...Object.fromEntries(passed),
    ...(length !== undefined && { 'content-length': length }),
    ...target.headers,
  }
  return upstream.headersOf({ ...target, headers }, isStreamed ? 'unsigned-stream' : held, context)
}

function assertSize(request: IncomingMessage, { maxBytes = 0 }: ForwardTarget): void {
  if (maxBytes > 0 && Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
}

async function readFault(service: string, answer: Dispatcher.ResponseData): Promise<GraphFault> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer.body) {
    bytes += chunk.length
    if (bytes > maxProblemBytes) break
    chunks.push(chunk)
  }
  return faultOf(service, { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) })
}
