import type { HeldRequest } from '../wire/wire-request.ts'

/** As it is written: the head in Latin-1, and the body behind it. */
export interface RequestText {
  head: string
  /** Null: it is part of the head, or there is none. */
  body: string | Uint8Array | null
}

const BAD_PATH = /[^\u0021-\u00ff]/
const BAD_NAME = /[^!#$%&'*+.^_`|~0-9A-Za-z-]/
const BAD_VALUE = /[^\t\x20-\x7e\x80-\xff]/
/** What says where a request ends, or what becomes of its connection, is said here alone. */
const OWN_NAMES = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'expect',
])
/** Names that were found sound; the same few are sent with every call. */
const sound = new Set<string>()
const MAX_SOUND = 100
const HAS_BODY = new Set(['POST', 'PUT', 'PATCH'])

/** Throws a TypeError for what would be read as another request than is meant. */
export function writeRequest(host: string, { method, path, headers, body }: HeldRequest): RequestText {
  if (BAD_PATH.test(path) || !path.startsWith('/')) throw new TypeError('The path of a call is none')
  let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`
  for (const name in headers) {
    const value = headers[name] ?? ''
    if (!isName(name) || BAD_VALUE.test(value)) throw new TypeError(`The header ${name} of a call is none`)
    head += `${name}: ${value}\r\n`
  }
  if (body === null || body.length === 0)
    return { head: `${head}${HAS_BODY.has(method) ? 'content-length: 0\r\n' : ''}\r\n`, body: null }
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  head += `content-length: ${bytes}\r\n\r\n`
  // ASCII alone, as most JSON is: one piece, and one write.
  return bytes === body.length && typeof body === 'string'
    ? { head: head + body, body: null }
    : { head, body }
}

function isName(name: string): boolean {
  if (sound.has(name)) return true
  if (BAD_NAME.test(name) || name === '' || OWN_NAMES.has(name.toLowerCase())) return false
  if (sound.size < MAX_SOUND) sound.add(name)
  return true
}
