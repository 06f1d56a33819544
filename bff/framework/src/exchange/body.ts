import type { IncomingMessage } from 'node:http'
import { AppError } from '../errors/app-error.ts'
import { findJsonExcess } from './json-shape.ts'

const BODY_TIMEOUT_MS = 10_000

const EMPTY = Buffer.alloc(0)

/** The whole body, at most `maxBytes` of it. Faults: BODY_TOO_LARGE, BODY_TIMEOUT, INVALID_REQUEST for one broken off. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes))
  return Promise.resolve(readArrived(request, maxBytes) ?? readAsItComes(request, maxBytes))
}

/** A small body comes in one packet with its head: it needs neither events nor a timer. Null: it is still coming, or too large. */
function readArrived(request: IncomingMessage, maxBytes: number): Buffer | null {
  if (!request.complete || request.destroyed || request.readableFlowing !== null) return null
  if (request.readableLength > maxBytes) return null
  return (request.read() as Buffer | null) ?? EMPTY
}

function readAsItComes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let bytes = 0
  const timer = setTimeout(() => reject(new AppError('BODY_TIMEOUT')), BODY_TIMEOUT_MS)
  const take = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes) reject(tooLarge(maxBytes))
    else chunks.push(chunk)
  }
  request.on('data', take)
  request.once('end', () => resolve(Buffer.concat(chunks)))
  request.once('error', cause =>
    reject(new AppError('INVALID_REQUEST', 'The body ended early.', undefined, { cause })),
  )
  return promise.finally(() => {
    clearTimeout(timer)
    request.off('data', take)
    request.resume()
  })
}

/** Faults: those of `readJsonBody` and `parseJson`. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  return parseJson(await readJsonBody(request, maxBytes))
}

/** To be parsed. Faults: those of `readBody`, UNSUPPORTED_MEDIA_TYPE. */
export function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (mediaType(request) === 'application/json') return readBody(request, maxBytes)
  return Promise.reject(new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.'))
}

/** Faults: MALFORMED_JSON, BAD_REQUEST for one that would be slow to parse. */
export function parseJson(body: Buffer): unknown {
  const excess = findJsonExcess(body)
  if (excess !== null) throw new AppError('BAD_REQUEST', `The body ${excess}, which no call needs.`)
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw new AppError('MALFORMED_JSON', 'The body is not valid JSON.', undefined, { cause })
  }
}

function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`)
}
