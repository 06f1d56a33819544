import type { IncomingMessage, ServerResponse } from 'node:http'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Dispatcher } from 'undici'
import { GraphFault } from '../graphql/fault.ts'
import { sendFault } from '../http/respond.ts'
import type { CallContext } from './call-context.ts'
import { contextHeaders } from './call-context.ts'
import { faultOf, timedOut, unavailable } from './faults.ts'
import type { ForwardTarget } from './forward.ts'
import type { Upstream } from './upstream.ts'

const defaultTimeoutMs = 120_000
const maxProblemBytes = 64 * 1024
const requestHeaders = ['content-type', 'accept'] as const
const responseHeaders = ['content-type', 'content-disposition', 'content-length', 'etag', 'location'] as const

/** Streams both ways between a client and a service, with back pressure; never holds a body. */
export async function forwardCall(
  upstream: Upstream,
  context: CallContext,
  target: ForwardTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  assertSize(request, target)
  const answer = await openCall(upstream, context, target, request, response)
  if (answer.statusCode >= 400) return sendFault(response, await readFault(target.service, answer))
  for (const name of responseHeaders) {
    const value = answer.headers[name]
    if (value !== undefined) response.setHeader(name, value)
  }
  response.setHeader('cache-control', 'no-store')
  response.writeHead(answer.statusCode)
  await pipeline(answer.body, response).catch(() => response.destroy())
}

async function openCall(
  upstream: Upstream,
  context: CallContext,
  target: ForwardTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Dispatcher.ResponseData> {
  const { service, method, path, timeoutMs = defaultTimeoutMs } = target
  const { pool } = upstream.endpointOf(upstream.instanceOf(service))
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const body = target.maxBytes ? new SizeLimit(target.maxBytes) : null
  if (body) void pipeline(request, body).catch(() => null)
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), gone.signal])
    const headers = headersFor(request, target, context)
    return await pool.request({
      path,
      method,
      headers,
      body,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
  } catch (error) {
    if (body?.fault) throw body.fault
    throw error instanceof Error && error.name === 'TimeoutError'
      ? timedOut(service, error)
      : unavailable(service, error)
  }
}

function headersFor(
  request: IncomingMessage,
  target: ForwardTarget,
  context: CallContext,
): Record<string, string> {
  const passed = requestHeaders.flatMap(name => {
    const value = request.headers[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const length = target.maxBytes ? request.headers['content-length'] : undefined
  return {
    ...Object.fromEntries(passed),
    ...(length !== undefined && { 'content-length': length }),
    ...target.headers,
    ...contextHeaders(context),
  }
}

function assertSize(request: IncomingMessage, { maxBytes = 0 }: ForwardTarget): void {
  if (maxBytes > 0 && Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
}

/** A body sent in chunks says its length only by ending. */
class SizeLimit extends Transform {
  fault: GraphFault | null = null
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxBytes: number) {
    super()
    this.#maxBytes = maxBytes
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#maxBytes) this.fault = tooLarge(this.#maxBytes)
    done(this.fault, chunk)
  }
}

function tooLarge(maxBytes: number): GraphFault {
  return new GraphFault('FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`, { maxBytes })
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
