import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** More than any page of a shell has. */
const MAX_BYTES = 16 * 1024 * 1024

/** The text of an answer, unpacked. Rejects when it is cut, or longer than a page. */
export async function readAnswerText(answer: IncomingMessage, maxBytes = MAX_BYTES): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of unpacked(answer)) {
    size += (chunk as Buffer).length
    if (size > maxBytes) throw new Error(`An answer of more than ${maxBytes} bytes is no page`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Packed although that was not asked for, as some servers between here and the baseline do. */
function unpacked(answer: IncomingMessage): Readable {
  const unpack = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }
  const encoding = answer.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return answer
  if (!Object.hasOwn(unpack, encoding)) throw new Error(`An answer in ${encoding} cannot be read`)
  const stream = unpack[encoding as keyof typeof unpack]()
  answer.on('error', error => stream.destroy(error))
  return answer.pipe(stream)
}
