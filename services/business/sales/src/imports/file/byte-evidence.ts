/** What the bytes of a whole file say about their encoding. */
export interface ByteEvidence {
  /** The encoding a byte order mark names. */
  mark: string | null
  highBytes: number
  utf8: { whole: number; broken: number }
  zeroBytes: { even: number; odd: number; share: number }
  /** The header and lines with bytes beyond ASCII. */
  sample: Uint8Array
}

const SAMPLE_BYTES = 64 * 1024
const LINE_FEED = 0x0a
const MAX_LINE = 4096

/** Gathers the evidence while the bytes go by. */
export class ByteEvidenceCollector {
  readonly #decoder = new TextDecoder('utf-8')
  readonly #sample: Uint8Array[] = []
  #sampleBytes = 0
  #rest: Uint8Array = new Uint8Array()
  #mark: string | null = null
  #seen = 0
  #highBytes = 0
  #whole = 0
  #broken = 0
  readonly #zeros = [0, 0]

  push(bytes: Uint8Array) {
    if (this.#seen === 0) this.#mark = markOf(bytes)
    const before = this.#highBytes
    this.#count(bytes)
    const isPlain = this.#highBytes === before
    this.#countUtf8(this.#decoder.decode(bytes, { stream: true }), bytes, isPlain)
    if (isPlain && this.#sample.length > 0) this.#keepEnd(bytes)
    else if (this.#sampleBytes < SAMPLE_BYTES) this.#keepLines(bytes)
    this.#seen += bytes.length
  }

  /** After the last byte. */
  result(): ByteEvidence {
    this.#countUtf8(this.#decoder.decode(), null, false)
    if (this.#sampleBytes < SAMPLE_BYTES && this.#rest.length > 0) this.#keep(this.#rest)
    const [even = 0, odd = 0] = this.#zeros
    return {
      mark: this.#mark,
      highBytes: this.#highBytes,
      utf8: { whole: this.#whole, broken: this.#broken },
      zeroBytes: { even, odd, share: (even + odd) / Math.max(1, this.#seen) },
      sample: Buffer.concat(this.#sample),
    }
  }

  #count(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      if (byte >= 0x80) this.#highBytes++
      else if (byte === 0) {
        const parity = (this.#seen + at) % 2
        this.#zeros[parity] = (this.#zeros[parity] ?? 0) + 1
      }
    }
  }

  /** A file may hold the replacement character itself, whole: its bytes are EF BF BD. */
  #countUtf8(text: string, bytes: Uint8Array | null, isPlain: boolean) {
    if (isPlain && !text.includes('\ufffd')) return
    let own = bytes ? countReplacements(bytes) : 0
    for (const character of text) {
      if (character <= '\u007f') continue
      if (character !== '\ufffd') this.#whole++
      else if (own > 0) own--
      else this.#broken++
    }
  }

  /** Of plain bytes only the beginning of a line that goes on matters. */
  #keepEnd(bytes: Uint8Array) {
    this.#rest = Uint8Array.from(bytes.subarray(bytes.lastIndexOf(LINE_FEED) + 1).subarray(0, MAX_LINE))
  }

  #keepLines(bytes: Uint8Array) {
    const text = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes
    let begin = 0
    for (let end = text.indexOf(LINE_FEED); end >= 0; end = text.indexOf(LINE_FEED, begin)) {
      this.#keep(text.subarray(begin, end + 1))
      begin = end + 1
      if (this.#sampleBytes >= SAMPLE_BYTES) break
    }
    this.#rest = Uint8Array.from(text.subarray(begin, begin + MAX_LINE))
  }

  #keep(line: Uint8Array) {
    const isFirst = this.#sample.length === 0
    if (line.length > MAX_LINE || !(isFirst || line.some(byte => byte >= 0x80))) return
    this.#sample.push(Uint8Array.from(line))
    this.#sampleBytes += line.length
  }
}

function countReplacements(bytes: Uint8Array): number {
  let count = 0
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 3)) count++
  return count
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null
}
