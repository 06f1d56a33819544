import type { IncomingMessage } from 'node:http'
import { etagOf } from '../cache/answer-etag.ts'
import type { KeptAnswer } from '../cache/answer-types.ts'
import type { AppError } from '../errors/app-error.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { GraphAnswer, GraphRequest } from '../graphql/executor.ts'
import { contentTypeFor } from '../graphql/graph-answer.ts'
import type { Revocation } from '../release/tab-routing.ts'
import { compress, type Encoding, encodingFor, MIN_BYTES } from './compress.ts'
import { isKnownTag } from './developer-caller.ts'

/** What an answer depends on beside its address: who asks, in which language, and on which way its calls go. */
const VARY = 'cookie, accept, accept-encoding, accept-language, x-portico-app, x-portico-snapshot'

interface Bytes {
  plain: Buffer
  /** The bytes are those of the text, letter by letter. */
  isAscii: boolean
  encoded: Map<Encoding, Promise<Buffer>>
}

/** Of kept answers, for as long as these are in memory. */
const bytesOfKept = new WeakMap<KeptAnswer, Bytes>()

/** Of one that may be asked for again by its ETag: a query of a published app, by GET, that was answered whole. */
export interface Reply extends GraphAnswer {
  isRevalidated?: boolean
}

/** All headers at once: what was set one by one, as a draining gateway does, is written with them. A promise where it must be compressed. */
export function sendReply(
  http: HttpExchange,
  reply: Reply,
  more: readonly string[] = [],
): Promise<void> | void {
  const { request, commonHeaders, response } = http
  const { 'content-type': type = 'application/json; charset=utf-8', ...rest } = reply.headers
  const headers = [...commonHeaders, 'content-type', type, ...more]
  for (const name in rest) headers.push(name, rest[name] ?? '')
  if (reply.isRevalidated) {
    const etag = `"${reply.kept?.etag ?? etagOf(reply.body)}"`
    headers.push('etag', `W/${etag}`, 'cache-control', 'private, no-cache', 'vary', VARY)
    if (isKnownTag(request.headers['if-none-match'], etag)) return void response.writeHead(304, headers).end()
  } else headers.push(...cachingOf(reply))
  const encoding = reply.body.length >= MIN_BYTES ? encodingFor(request.headers['accept-encoding']) : null
  return encoding === null ? sendPlain(http, reply, headers) : sendEncoded(http, reply, { headers, encoding })
}

const NO_STORE = 'no-store'

/** A plugin may let caches on the way keep an answer; they must know then that it is another one for another caller. */
function cachingOf({ headers, isCachingFree }: Reply): string[] {
  const said = headers['cache-control']
  if (said === undefined) return isCachingFree ? [] : ['cache-control', NO_STORE]
  return said === NO_STORE ? [] : ['vary', VARY]
}

async function sendEncoded(
  { response }: HttpExchange,
  reply: Reply,
  { headers, encoding }: { headers: string[]; encoding: Encoding },
): Promise<void> {
  const bytes = await encodedOf(reply, encoding)
  if (!headers.includes('vary')) headers.push('vary', 'accept-encoding')
  headers.push('content-encoding', encoding, 'content-length', String(bytes.length))
  response.writeHead(reply.status, headers)
  response.end(bytes)
}

function sendPlain({ response }: HttpExchange, { status, body, kept }: Reply, headers: string[]): void {
  const bytes = kept ? bytesOf(kept) : null
  const length = bytes?.plain.length ?? Buffer.byteLength(body)
  headers.push('content-length', String(length))
  response.writeHead(status, headers)
  const isAscii = bytes?.isAscii ?? length === body.length
  // Of ASCII alone the bytes are the same: the text is copied instead of encoded, and is one write with the head.
  if (isAscii) response.end(body, 'latin1')
  else response.end(bytes?.plain ?? body)
}

function bytesOf(kept: KeptAnswer): Bytes {
  let bytes = bytesOfKept.get(kept)
  if (!bytes) {
    const plain = Buffer.from(kept.body)
    bytes = { plain, isAscii: plain.length === kept.body.length, encoded: new Map() }
    bytesOfKept.set(kept, bytes)
  }
  return bytes
}

/** Of a kept answer made once for all that ask. */
function encodedOf({ kept, body }: Reply, encoding: Encoding): Promise<Buffer> {
  if (!kept) return compress(Buffer.from(body), encoding)
  const { plain, encoded } = bytesOf(kept)
  let bytes = encoded.get(encoding)
  if (!bytes) {
    bytes = compress(plain, encoding)
    encoded.set(encoding, bytes)
  }
  return bytes
}

export function replyOf({ method, isRegistered }: GraphRequest, answer: GraphAnswer): Reply {
  const isWhole = answer.isWhole || answer.kept !== undefined
  return method === 'GET' && isRegistered && isWhole ? { ...answer, isRevalidated: true } : answer
}

/** The answer holds: stable gave it. The tab is sent that what it lives on was revoked. */
export function withRevocation({ status, headers, body }: GraphAnswer, { to, isForced }: Revocation): Reply {
  const answer = JSON.parse(body) as { extensions?: object }
  const snapshot = { code: 'SNAPSHOT_REVOKED', to, force: isForced }
  const extensions = { ...answer.extensions, snapshot }
  return { status, headers, body: JSON.stringify({ ...answer, extensions }) }
}

export function refusalReply(request: IncomingMessage, fault: AppError): Reply {
  const { code, status, message, details, retryAfterSeconds } = fault
  const headers = {
    'content-type': contentTypeFor(request),
    ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }),
    ...(code === 'METHOD_NOT_ALLOWED' && { allow: 'GET, POST' }),
  }
  const errors = [{ message, extensions: { code, ...(details && { details }) } }]
  return { status, headers, body: JSON.stringify({ errors }) }
}
