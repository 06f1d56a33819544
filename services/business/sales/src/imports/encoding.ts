export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030' | 'windows-1252'

const UTF16LE_MARK = [0xff, 0xfe]

/**
 * Finds how a file's text is encoded while its bytes go by: a byte order mark or valid UTF-8 to the last byte decides;
 * else GB18030 where high bytes come in pairs, as Chinese characters do, and windows-1252 where they stand alone.
 */
export class EncodingDetector {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true })
  #isUtf8 = true
  #isUtf16 = false
  #seenBytes = 0
  #runLength = 0
  #pairedRuns = 0
  #singleRuns = 0

  push(bytes: Uint8Array) {
    if (this.#seenBytes === 0) this.#isUtf16 = UTF16LE_MARK.every((mark, index) => bytes[index] === mark)
    this.#seenBytes += bytes.length
    if (this.#isUtf8) this.#isUtf8 = this.#decodes(bytes, true)
    this.#countRuns(bytes)
  }

  /** After the last byte. */
  result(): Encoding {
    if (this.#isUtf16) return 'utf-16le'
    if (this.#isUtf8 && this.#decodes(new Uint8Array(), false)) return 'utf-8'
    this.#endRun()
    return this.#pairedRuns > this.#singleRuns ? 'gb18030' : 'windows-1252'
  }

  #decodes(bytes: Uint8Array, stream: boolean): boolean {
    try {
      this.#utf8.decode(bytes, { stream })
      return true
    } catch {
      return false
    }
  }

  #countRuns(bytes: Uint8Array) {
    for (const byte of bytes) {
      if (byte >= 0xa1) this.#runLength++
      else if (this.#runLength > 0) this.#endRun()
    }
  }

  #endRun() {
    if (this.#runLength === 0) return
    if (this.#runLength % 2 === 0) this.#pairedRuns++
    else this.#singleRuns++
    this.#runLength = 0
  }
}

/**
 * Text of a file, chunk by chunk, with every line end as `\n`: only then does the parser count the lines of a quoted
 * field as an editor does.
 */
export async function* readText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let isAfterReturn = false
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    const rest = isAfterReturn && text.startsWith('\n') ? text.slice(1) : text
    if (text.length > 0) isAfterReturn = text.endsWith('\r')
    yield withPlainLineEnds(rest)
  }
  yield withPlainLineEnds(decoder.decode())
}

export function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}
