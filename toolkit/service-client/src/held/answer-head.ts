import type { IncomingHttpHeaders } from 'node:http'

/** What came is no answer of HTTP/1.1, or could be taken for another one than its sender meant. */
export class BadAnswer extends Error {}

/** How the end of an answer's body is known: by its length, by a chunk of no length, or because the connection ends. */
type BodyEnd = { by: 'length'; bytes: number } | { by: 'chunk' } | { by: 'connection' }

export interface AnswerHead {
  readonly status: number
  /** Status line and headers; of most answers nothing else of them is wanted than what is here. */
  readonly text: string
  readonly end: BodyEnd
  /** The body is JSON, which is UTF-8: its text stands for its bytes. */
  readonly isJson: boolean
  /** Null: the connection may not be used again. Else for how long it may lie idle, as the other side says; 0: it does not say. */
  readonly idleMs: number | null
}

/** As a whole, so that no line of it need be looked at alone. */
const FORM =
  /^HTTP\/1\.[01] [1-9]\d\d(?: [\t\x20-\x7e\x80-\xff]*)?(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*)*$/
const VERSION_AT = 'HTTP/1.'.length
const STATUS_AT = 'HTTP/1.1 '.length
const JSON_TYPE = /\r\ncontent-type:[\t ]*application\/json(?=[\t ;]|\r\n|$)/i
const LENGTH = /^\d{1,15}$/
const NOTHING: BodyEnd = { by: 'length', bytes: 0 }
/** What says where an answer ends and what becomes of its connection. */
const CONTENT_LENGTH = 'content-length'
const TRANSFER_ENCODING = 'transfer-encoding'
const CONNECTION = 'connection'
const KEEP_ALIVE = 'keep-alive'
const BY_LENGTH = new Map([
  [CONTENT_LENGTH.length, [CONTENT_LENGTH]],
  [TRANSFER_ENCODING.length, [TRANSFER_ENCODING]],
  [CONNECTION.length, [CONNECTION, KEEP_ALIVE]],
])

interface Framing {
  'content-length'?: string
  'transfer-encoding'?: string
  connection?: string
  'keep-alive'?: string
}

/** For a second the heads of a service's answers differ by their length alone: under load most were read before. */
const read = new Map<string, AnswerHead>()
const MAX_READ = 100

/** `text`: status line and headers, without the empty line after them. Throws BadAnswer. */
export function parseHead(text: string, isBodyExpected: boolean): AnswerHead {
  const known = isBodyExpected ? read.get(text) : undefined
  if (known) return known
  const head = readHead(text, isBodyExpected)
  if (!isBodyExpected) return head
  if (read.size >= MAX_READ) read.clear()
  read.set(text, head)
  return head
}

function readHead(text: string, isBodyExpected: boolean): AnswerHead {
  if (!FORM.test(text)) throw new BadAnswer('The answer does not begin as one of HTTP/1.1 does')
  const status = Number(text.slice(STATUS_AT, STATUS_AT + 3))
  const framing = framingOf(text)
  const end = isBodyExpected && status !== 204 && status !== 304 ? endOf(framing) : NOTHING
  const { connection = '' } = framing
  const isKept = text[VERSION_AT] === '1' && end.by !== 'connection' && !/\bclose\b/i.test(connection)
  const isJson = JSON_TYPE.test(text)
  return { status, text, end, isJson, idleMs: isKept ? idleMsOf(framing) : null }
}

/** All headers. Of those that are meant to be there once Node's own parser, too, takes the first. */
export function readHeaders({ text }: AnswerHead): IncomingHttpHeaders {
  const headers: Record<string, string | string[]> = Object.create(null)
  for (const line of text.split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const known = headers[name]
    if (name === 'set-cookie') headers[name] = [...(known ?? []), value]
    else if (known === undefined) headers[name] = value
    else if (!ONCE.has(name)) headers[name] = `${known}, ${value}`
  }
  return headers
}

const ONCE = new Set(['content-type', 'content-length', 'etag', 'location', 'retry-after', 'last-modified'])

/** Throws BadAnswer for a second one of the same name, which contradicts the first. */
function framingOf(text: string): Framing {
  const framing: Framing = {}
  for (let at = text.indexOf('\r\n'); at >= 0; ) {
    const start = at + 2
    const colon = text.indexOf(':', start)
    at = text.indexOf('\r\n', colon)
    const names = BY_LENGTH.get(colon - start)
    if (!names) continue
    const name = text.slice(start, colon).toLowerCase()
    if (!names.includes(name)) continue
    const key = name as keyof Framing
    if (framing[key] !== undefined) throw new BadAnswer(`The answer says ${name} twice`)
    framing[key] = text.slice(colon + 1, at < 0 ? undefined : at).trim()
  }
  return framing
}

/** Two ways to say where the body ends are how one answer is made to look like two. */
function endOf(framing: Framing): BodyEnd {
  const { 'content-length': length, 'transfer-encoding': coding } = framing
  if (coding !== undefined) {
    if (length !== undefined || coding.toLowerCase() !== 'chunked')
      throw new BadAnswer('The answer does not say clearly where it ends')
    return { by: 'chunk' }
  }
  if (length === undefined) return { by: 'connection' }
  if (!LENGTH.test(length)) throw new BadAnswer('The length of the answer is no number')
  return { by: 'length', bytes: Number(length) }
}

function idleMsOf({ 'keep-alive': said }: Framing): number {
  const seconds = said === undefined ? undefined : /\btimeout=(\d{1,6})\b/i.exec(said)?.[1]
  return seconds === undefined ? 0 : Number(seconds) * 1000
}
