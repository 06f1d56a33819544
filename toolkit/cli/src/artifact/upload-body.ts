import { Readable } from 'node:stream'

const CHUNK_BYTES = 64 * 1024

/** The body in pieces; `onSent` receives how many bytes the connection has taken so far. */
export function createUploadBody(body: Buffer, onSent: (bytes: number) => void): Readable {
  return Readable.from(pieces(body, onSent))
}

function* pieces(body: Buffer, onSent: (bytes: number) => void): Generator<Buffer> {
  for (let offset = 0; offset < body.length; offset += CHUNK_BYTES) {
    yield body.subarray(offset, offset + CHUNK_BYTES)
    onSent(Math.min(offset + CHUNK_BYTES, body.length))
  }
}
