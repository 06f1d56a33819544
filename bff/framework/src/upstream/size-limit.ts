import type { Readable } from 'node:stream'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GraphFault } from '../graphql/fault.ts'

/**
 * A body on its way, refused when it turns out too long: one sent in chunks says its length only by ending. The source is
 * read only once a reader wants it, so that without a connection it is still whole.
 */
export class SizeLimit extends Transform {
  fault: GraphFault | null = null
  readonly #source: Readable
  readonly #maxBytes: number
  #bytes = 0
  #isStarted = false

  constructor(source: Readable, maxBytes: number) {
    super()
    this.#source = source
    this.#maxBytes = maxBytes
  }

  override _read(size: number): void {
    if (!this.#isStarted) {
      this.#isStarted = true
      void pipeline(this.#source, this).catch(() => null)
    }
    super._read(size)
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#maxBytes) this.fault = tooLarge(this.#maxBytes)
    done(this.fault, chunk)
  }
}

export function tooLarge(maxBytes: number): GraphFault {
  return new GraphFault('FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`, { maxBytes })
}
