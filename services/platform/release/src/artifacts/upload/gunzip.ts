import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem, patiently } from '@portico/service-kit'
import { artifactProblems } from '../../manifests/problems.ts'

export const MAX_PACKED_BYTES = 64 * 1024 * 1024
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024
const CHUNK_BYTES = 256 * 1024
/** What tar adds to its files: headers, padding, the end. */
const MAX_ARCHIVE_BYTES = MAX_UNPACKED_BYTES + 16 * 1024 * 1024

/**
 * The archive inside the upload, no faster than it is read. The upload is left open, so that a refusal can be answered.
 * Throws TOO_LARGE, NOT_GZIP, ARCHIVE_BROKEN, UPLOAD_STALLED.
 */
export async function* gunzip(upload: Readable): AsyncGenerator<Buffer> {
  const source = Readable.from(packed(upload), { objectMode: false })
  const unzip = createGunzip({ chunkSize: CHUNK_BYTES })
  pipeline(source, unzip, () => {})
  let archiveBytes = 0
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      archiveBytes += chunk.length
      if (archiveBytes > MAX_ARCHIVE_BYTES) throw archiveTooLarge('unpacked')
      yield chunk
    }
  } catch (error) {
    // Else it is of the decompression, or of a sender that went away.
    throw error instanceof Problem ? error : artifactProblems.ARCHIVE_BROKEN(String(error), {}, error)
  } finally {
    source.destroy()
    unzip.destroy()
  }
}

async function* packed(upload: Readable): AsyncGenerator<Buffer> {
  let packedBytes = 0
  let head = Buffer.alloc(0)
  for await (const chunk of patiently(upload)) {
    packedBytes += chunk.length
    if (packedBytes > MAX_PACKED_BYTES) throw archiveTooLarge('packed')
    if (head.length < 2) head = Buffer.concat([head, chunk.subarray(0, 2)])
    requireMagic(head)
    yield chunk
  }
  if (head.length < 2) throw notGzip()
}

function requireMagic(head: Buffer): void {
  if (head.length >= 2 && head.readUInt16BE() !== 0x1f8b) throw notGzip()
}

function notGzip() {
  return artifactProblems.NOT_GZIP('Send a .tgz of the built folder.')
}

export function archiveTooLarge(what: 'packed' | 'unpacked') {
  const maxBytes = what === 'packed' ? MAX_PACKED_BYTES : MAX_UNPACKED_BYTES
  return artifactProblems.TOO_LARGE(`It has more than ${maxBytes} bytes ${what}.`, { maxBytes })
}
