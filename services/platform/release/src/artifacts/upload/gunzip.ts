import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem, patiently } from '@portico/service-kit'
import { artifactProblems } from '../../manifests/problems.ts'

export const maxPackedBytes = 64 * 1024 * 1024
export const maxUnpackedBytes = 256 * 1024 * 1024
const chunkBytes = 256 * 1024
/** What tar adds to its files: headers, padding, the end. */
const maxArchiveBytes = maxUnpackedBytes + 16 * 1024 * 1024

/**
 * The archive inside the upload, no faster than it is read. The upload is left open, so that a refusal can be answered.
 * Throws TOO_LARGE, NOT_GZIP, ARCHIVE_BROKEN, UPLOAD_STALLED.
 */
export async function* gunzip(upload: Readable): AsyncGenerator<Buffer> {
  const source = Readable.from(packed(upload), { objectMode: false })
  const unzip = createGunzip({ chunkSize: chunkBytes })
  pipeline(source, unzip, () => {})
  let archiveBytes = 0
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      archiveBytes += chunk.length
      if (archiveBytes > maxArchiveBytes) throw archiveTooLarge('unpacked')
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
    if (packedBytes > maxPackedBytes) throw archiveTooLarge('packed')
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
  const maxBytes = what === 'packed' ? maxPackedBytes : maxUnpackedBytes
  return artifactProblems.TOO_LARGE(`It has more than ${maxBytes} bytes ${what}.`, { maxBytes })
}
