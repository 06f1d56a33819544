import { etagOf } from '../cache/answer-etag.ts'
import type { KeptAnswer } from '../cache/answer-types.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { GraphAnswer } from '../graphql/executor.ts'
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
  } else if (rest['cache-control'] === undefined) headers.push('cache-control', 'no-store')
  const encoding = reply.body.length >= MIN_BYTES ? encodingFor(request.headers['accept-encoding']) : null
  return encoding === null ? sendPlain(http, reply, headers) : sendEncoded(http, reply, { headers, encoding })
}

async function sendEncoded(
  { response }: HttpExchange,
  reply: Reply,
  { headers, encoding }: { headers: string[]; encoding: Encoding },
): Promise<void> {
  const bytes = await encodedOf(reply, encoding)
  if (!reply.isRevalidated) headers.push('vary', 'accept-encoding')
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
