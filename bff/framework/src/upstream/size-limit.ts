import type { Readable } from 'node:stream'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors/app-error.ts'

/**
 * A body on its way, refused when it turns out too long: one sent in chunks says its length only by ending. The source is
 * read only once a reader wants it, so that without a connection it is still whole.
 */
export class SizeLimit extends Transform {
  readonly #source: Readable
  readonly #maxBytes: number
  readonly #onExcess: (fault: AppError) => void
  #bytes = 0
  #isStarted = false

  constructor(source: Readable, maxBytes: number, onExcess: (fault: AppError) => void) {
    super()
    this.#source = source
    this.#maxBytes = maxBytes
    this.#onExcess = onExcess
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
    const fault = this.#bytes > this.#maxBytes ? tooLarge(this.#maxBytes) : null
    if (fault) this.#onExcess(fault)
    done(fault, chunk)
  }
}

export function tooLarge(maxBytes: number): AppError {
  return new AppError('FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes.`, { maxBytes })
}
