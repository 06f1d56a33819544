import type { FastifyRequest } from 'fastify'
import { runForCaller } from '../database/for-caller.ts'
import type { ServiceApp } from './app.ts'

const READS = new Set(['GET', 'HEAD'])

const leavings = new WeakMap<FastifyRequest, AbortSignal>()

/**
 * A caller that has left, or has given the call up, waits for nothing: the request leaves the queue of the database. The hook
 * runs twice, because the storage is lost while a body is read, and because the first part, which checks the call, is not
 * yet what was asked for.
 */
export function watchCallers(app: ServiceApp) {
  app.addHook('onRequest', (request, reply, done) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) leaving.abort()
    })
    leavings.set(request, leaving.signal)
    begin(request, done)
  })
  app.addHook('preValidation', (request, _reply, done) => begin(request, done))
}

function begin(request: FastifyRequest, work: () => void) {
  const left = leavings.get(request)
  if (!left) return work()
  runForCaller({ left, isRead: READS.has(request.method), hasBegun: false }, work)
}
