import type { IncomingHttpHeaders } from 'node:http'

/** What came is no answer of HTTP/1.1, or could be taken for another one than its sender meant. */
export class BadAnswer extends Error {}

/** How the end of an answer's body is known: by its length, by a chunk of no length, or because the connection ends. */
type BodyEnd = { by: 'length'; bytes: number } | { by: 'chunk' } | { by: 'connection' }

export interface AnswerHead {
  status: number
  headers: IncomingHttpHeaders
  end: BodyEnd
  /** Null: the connection may not be used again. Else for how long it may lie idle, as the other side says; 0: it does not say. */
  idleMs: number | null
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const CONTROL_CHARACTER = /[^\t\x20-\x7e\x80-\xff]/
const LENGTH = /^\d{1,15}$/
/** Of these a second one contradicts the first. */
const SINGLE = new Set(['content-length', 'transfer-encoding', 'content-type', 'etag', 'location'])
const NOTHING: BodyEnd = { by: 'length', bytes: 0 }

/** `text`: status line and headers, without the empty line after them. Throws BadAnswer. */
export function parseHead(text: string, isBodyExpected: boolean): AnswerHead {
  const [first = '', ...lines] = text.split('\r\n')
  const match = STATUS_LINE.exec(first)
  if (!match) throw new BadAnswer('The answer does not begin as HTTP/1.1 does')
  const status = Number(match[2])
  const headers: IncomingHttpHeaders = {}
  for (const line of lines) addHeader(headers, line)
  const end = isBodyExpected && status !== 204 && status !== 304 ? endOf(headers) : NOTHING
  const isKept = match[1] === '1' && end.by !== 'connection' && !/\bclose\b/i.test(headers.connection ?? '')
  return { status, headers, end, idleMs: isKept ? idleMsOf(headers) : null }
}

function addHeader(headers: IncomingHttpHeaders, line: string): void {
  const colon = line.indexOf(':')
  const name = line.slice(0, colon).toLowerCase()
  const value = line.slice(colon + 1).trim()
  if (colon < 1 || !NAME.test(name) || CONTROL_CHARACTER.test(value))
    throw new BadAnswer('The answer has a header that is none')
  if (name === '__proto__') return
  const known = headers[name]
  if (known === undefined) headers[name] = name === 'set-cookie' ? [value] : value
  else if (Array.isArray(known)) known.push(value)
  else if (SINGLE.has(name)) throw new BadAnswer(`The answer says ${name} twice`)
  else headers[name] = `${known}, ${value}`
}

/** Two ways to say where the body ends are how one answer is made to look like two. */
function endOf(headers: IncomingHttpHeaders): BodyEnd {
  const length = headers['content-length']
  const coding = headers['transfer-encoding']
  if (coding !== undefined) {
    if (length !== undefined || coding.toLowerCase() !== 'chunked')
      throw new BadAnswer('The answer does not say clearly where it ends')
    return { by: 'chunk' }
  }
  if (length === undefined) return { by: 'connection' }
  if (!LENGTH.test(length)) throw new BadAnswer('The length of the answer is no number')
  return { by: 'length', bytes: Number(length) }
}

function idleMsOf(headers: IncomingHttpHeaders): number {
  const seconds = /\btimeout=(\d{1,6})\b/i.exec(String(headers['keep-alive'] ?? ''))?.[1]
  return seconds === undefined ? 0 : Number(seconds) * 1000
}
