import { AnswerTooLarge } from '../wire/exchange.ts'
import { type AnswerHead, BadAnswer, parseHead } from './answer-head.ts'

/** As Node's own. */
const MAX_HEAD_BYTES = 16 * 1024
/** Of the length of a chunk, which may be followed by what no one reads. */
const MAX_LINE_BYTES = 256
const CHUNK_LENGTH = /^([\da-f]{1,8})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/i
const CR = 0x0d
const LF = 0x0a
const NOTHING = Buffer.alloc(0)

/** What is read next. */
type Part = 'head' | 'body' | 'chunk-length' | 'chunk' | 'chunk-end' | 'trailer' | 'nothing'

/** Reads one answer from the pieces it comes in. */
export class AnswerReader {
  head: AnswerHead | null = null
  /** More came than the answer holds: what it is part of is not known. */
  hasMore = false
  readonly #isBodyExpected: boolean
  readonly #maxBytes: number
  /** Of a head or a line whose end has not come yet. */
  #rest: Buffer = NOTHING
  /** Of a body of JSON that came at once. */
  #text: string | null = null
  #pieces: Buffer[] = []
  #bytes = 0
  /** Of the body, or of the chunk. */
  #missing = 0
  #next: Part = 'head'

  constructor(isBodyExpected: boolean, maxBytes: number) {
    this.#isBodyExpected = isBodyExpected
    this.#maxBytes = maxBytes
  }

  get isWhole(): boolean {
    return this.#next === 'nothing'
  }

  /** Text of JSON that came at once, for which no bytes were copied; else bytes. */
  get body(): Buffer | string {
    if (this.#text !== null) return this.#text
    const [first = NOTHING] = this.#pieces
    return this.#pieces.length > 1 ? Buffer.concat(this.#pieces) : first
  }

  /** `bytes` are the caller's again afterwards. Throws BadAnswer or AnswerTooLarge: nothing may follow then. */
  take(bytes: Buffer): void {
    let left = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes
    this.#rest = NOTHING
    while (left.length > 0) {
      if (this.isWhole) {
        this.hasMore = true
        return
      }
      const used = this.#step(left)
      if (used === 0) {
        this.#rest = Buffer.from(left)
        return
      }
      left = left.subarray(used)
    }
  }

  /** The other side has ended the connection. Throws BadAnswer where more was to come. */
  end(): void {
    if (this.head?.end.by === 'connection' && this.#next === 'body') this.#next = 'nothing'
    else throw new BadAnswer('The connection ended before the answer did')
  }

  /** How many bytes were used; 0: there must be more before any can be. */
  #step(bytes: Buffer): number {
    switch (this.#next) {
      case 'head':
        return this.#readHead(bytes)
      case 'body':
      case 'chunk':
        return this.#readBody(bytes)
      default:
        return this.#readLine(bytes)
    }
  }

  #readHead(bytes: Buffer): number {
    const length = bytes.indexOf('\r\n\r\n', 0, 'latin1')
    if (length > MAX_HEAD_BYTES || (length < 0 && bytes.length > MAX_HEAD_BYTES))
      throw new AnswerTooLarge(`a head over ${MAX_HEAD_BYTES} bytes`)
    if (length < 0) return 0
    const head = parseHead(bytes.toString('latin1', 0, length), this.#isBodyExpected)
    // An early one, such as 103: the answer follows.
    if (head.status >= 200) this.#begin(head)
    else if (head.status === 101) throw new BadAnswer('The answer is of another protocol')
    return length + 4
  }

  #begin(head: AnswerHead): void {
    this.head = head
    const { end } = head
    if (end.by === 'chunk') this.#next = 'chunk-length'
    else this.#expect(end.by === 'length' ? end.bytes : Number.POSITIVE_INFINITY, 'body')
  }

  #expect(bytes: number, part: 'body' | 'chunk'): void {
    this.#missing = bytes
    if (bytes !== Number.POSITIVE_INFINITY) this.#assertFits(bytes)
    this.#next = bytes === 0 ? 'nothing' : part
  }

  #assertFits(more: number): void {
    if (this.#bytes + more > this.#maxBytes) throw new AnswerTooLarge(`over ${this.#maxBytes} bytes`)
  }

  #readBody(bytes: Buffer): number {
    const used = Math.min(bytes.length, this.#missing)
    this.#assertFits(used)
    const isWholeText =
      this.head?.isJson && this.#next === 'body' && used === this.#missing && this.#bytes === 0
    if (isWholeText) this.#text = bytes.toString('utf8', 0, used)
    else this.#pieces.push(Buffer.from(bytes.subarray(0, used)))
    this.#bytes += used
    this.#missing -= used
    if (this.#missing === 0) this.#next = this.#next === 'chunk' ? 'chunk-end' : 'nothing'
    return used
  }

  #readLine(bytes: Buffer): number {
    const length = bytes.indexOf(CR)
    if (length > MAX_LINE_BYTES || (length < 0 && bytes.length > MAX_LINE_BYTES))
      throw new BadAnswer('The answer has a line that does not end')
    if (length < 0 || length + 1 >= bytes.length) return 0
    if (bytes[length + 1] !== LF) throw new BadAnswer('The answer has a line that ends otherwise')
    this.#takeLine(bytes.toString('latin1', 0, length))
    return length + 2
  }

  #takeLine(line: string): void {
    if (this.#next === 'chunk-length') {
      const digits = CHUNK_LENGTH.exec(line)?.[1]
      if (digits === undefined) throw new BadAnswer('The length of a chunk is no number')
      const bytes = Number.parseInt(digits, 16)
      if (bytes === 0) this.#next = 'trailer'
      else this.#expect(bytes, 'chunk')
    } else if (this.#next === 'chunk-end') {
      if (line !== '') throw new BadAnswer('A chunk is longer than it says')
      this.#next = 'chunk-length'
    } else if (line === '') this.#next = 'nothing'
  }
}
