import type { IncomingMessage } from 'node:http'
import { AppError } from '../errors/app-error.ts'
import { findJsonExcess } from './json-shape.ts'
import { Waits } from './waits.ts'

const JSON_TYPE = 'application/json'
const BODY_TIMEOUT_MS = 10_000

const waits = new Waits()

/** The whole body, at most `maxBytes` of it. Faults: BODY_TOO_LARGE, BODY_TIMEOUT, INVALID_REQUEST for one broken off. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(tooLarge(maxBytes))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const stop = () => {
      endWait()
      request.off('data', take)
      request.resume()
    }
    const fail = (fault: AppError) => {
      stop()
      reject(fault)
    }
    const endWait = waits.begin(BODY_TIMEOUT_MS, () => fail(new AppError('BODY_TIMEOUT')))
    const take = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) fail(tooLarge(maxBytes))
      else chunks.push(chunk)
    }
    request.on('data', take)
    request.once('end', () => {
      stop()
      const [first] = chunks
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks))
    })
    request.once('error', cause =>
      fail(new AppError('INVALID_REQUEST', 'The body ended early.', undefined, { cause })),
    )
  })
}

/** Faults: those of `readJsonBody` and `parseJson`. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  return parseJson(await readJsonBody(request, maxBytes))
}

/** To be parsed. Faults: those of `readBody`, UNSUPPORTED_MEDIA_TYPE. */
export function readJsonBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return isJson(request) ? readBody(request, maxBytes) : Promise.reject(notJson())
}

function isJson({ headers }: IncomingMessage): boolean {
  return isJsonType(headers['content-type'])
}

export function isJsonType(type = ''): boolean {
  return type === JSON_TYPE || type.split(';', 1)[0]?.trim().toLowerCase() === JSON_TYPE
}

function notJson(): AppError {
  return new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.')
}

/** Faults: MALFORMED_JSON, BAD_REQUEST for one that would be slow to parse. */
export function parseJson(body: Buffer): unknown {
  const excess = findJsonExcess(body)
  if (excess !== null) throw new AppError('BAD_REQUEST', `The body ${excess}, which no call needs.`)
  try {
    return JSON.parse(body.toString())
  } catch (cause) {
    throw new AppError('MALFORMED_JSON', 'Invalid JSON in the body.', undefined, { cause })
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('BODY_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`)
}
