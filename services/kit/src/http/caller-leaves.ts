import { RETRIED_HEADER } from '@portico/service-client'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { runForCaller } from '../database/for-caller.ts'

const READS = new Set(['GET', 'HEAD'])

const leavings = new WeakMap<FastifyRequest, AbortSignal>()

/**
 * A hook for the arrival of a request. A caller that has left, or has given the call up, waits for nothing: its request
 * leaves the queue of the database.
 */
export function watchCaller(request: FastifyRequest, reply: FastifyReply, done: () => void) {
  const leaving = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) leaving.abort()
  })
  leavings.set(request, leaving.signal)
  beginForCaller(request, reply, done)
}

/**
 * A hook for when the body was read, which loses the storage. What was done before it checked the call, and is not yet what
 * was asked for.
 */
export function beginForCaller(request: FastifyRequest, _reply: FastifyReply, done: () => void) {
  const left = leavings.get(request)
  if (!left) return done()
  const isRetried = request.headers[RETRIED_HEADER] === '1'
  runForCaller({ left, isRead: READS.has(request.method), isRetried, hasBegun: false }, done)
}
