import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { ServiceApp } from '../http/app.ts'

/**
 * For a scope of its own: bodies of the types are passed on as the streams they are, and all others are refused unread.
 * `beforeAnswer` may read on where an answer is given before the last byte came.
 */
export function streamBodies(
  scope: ServiceApp,
  types: string | string[],
  beforeAnswer?: (request: IncomingMessage) => Promise<void>,
) {
  // Anything else would be read whole and parsed before the sender is known.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(types, (_request, payload, done) => done(null, payload))
  // What is left unread would be taken for the next request, and would keep the service from stopping.
  scope.addHook('onSend', async ({ raw }, reply) => {
    if (!raw.complete) await beforeAnswer?.(raw)
    if (!raw.complete) reply.header('connection', 'close')
  })
}

/** Of a route in such a scope. Its limit of bytes is kept while streaming, for a sender may not say how much is coming. */
export function streamedRoute(handlerTimeout: number) {
  return { config: { streamsBody: true }, bodyLimit: Number.MAX_SAFE_INTEGER, handlerTimeout }
}

/** The body of a request in such a scope; one that was not sent is an empty stream. */
export function streamOf(body: unknown): Readable {
  return body instanceof Readable ? body : Readable.from([])
}
