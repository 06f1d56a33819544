import { POSITION_HEADER, RETRIED_HEADER, TIME_LEFT_HEADER } from '@portico/service-client'
import { MAX_STALE_MS } from '@portico/service-contract'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { runForCaller, type WaitingCall } from '../database/for-caller.ts'

const READS = new Set(['GET', 'HEAD'])

const TIME_LEFT_PATTERN = /^\d{1,9}$/

const waits = new WeakMap<FastifyRequest, WaitingCall>()

/** A hook for each route that is added: what a contract says of it is known to the hooks of its requests. */
export function noteRead(route: RouteOptions & { isRead?: boolean; mayBeStaleMs?: number }) {
  if (route.isRead) route.config = { ...route.config, isRead: true }
  if (route.mayBeStaleMs && route.mayBeStaleMs > MAX_STALE_MS)
    throw new Error(`${route.url} may be ${MAX_STALE_MS} ms old at most.`)
  if (route.mayBeStaleMs) route.config = { ...route.config, mayBeStaleMs: route.mayBeStaleMs }
}

/**
 * A hook for the arrival of a request. A caller that has left, or has given the call up, waits for nothing, and neither does one
 * whose time is over: its request leaves the queue of the database, and a read ends where it stands.
 */
export function watchCaller(request: FastifyRequest, reply: FastifyReply, done: () => void) {
  const leaving = new AbortController()
  const asking: WaitingCall = {
    left: leaving.signal,
    isRead: READS.has(request.method) || request.routeOptions.config.isRead === true,
    isRetried: request.headers[RETRIED_HEADER] === '1',
    endsAt: endOf(request),
    isAnswered: false,
    hasBegun: false,
    staleRead: staleReadOf(request),
    hasWritten: false,
    hasChanged: false,
  }
  reply.raw.once('close', () => {
    if (reply.raw.writableFinished) asking.isAnswered = true
    else leaving.abort()
  })
  waits.set(request, asking)
  runForCaller(asking, done)
}

/**
 * A hook for when the body was read, which loses the storage. What was done before it checked the call, and is not yet what
 * was asked for.
 */
export function beginForCaller(request: FastifyRequest, _reply: FastifyReply, done: () => void) {
  const asking = waits.get(request)
  if (!asking) return done()
  asking.hasBegun = false
  runForCaller(asking, done)
}

/** Whether something may have been changed for the request. */
export function hasChanged(request: FastifyRequest): boolean {
  return waits.get(request)?.hasChanged ?? false
}

/** A hook for the answer of a write: says up to where its caller's next reads must see. */
export async function sayPosition(
  request: FastifyRequest,
  reply: FastifyReply,
  database: { position(): Promise<string | null> },
) {
  if (!waits.get(request)?.hasWritten) return
  const position = await database.position()
  if (position !== null) reply.header(POSITION_HEADER, position)
}

function staleReadOf({ headers, routeOptions }: FastifyRequest) {
  const maxAgeMs = routeOptions.config.mayBeStaleMs
  const position = headers[POSITION_HEADER]
  return maxAgeMs ? { maxAgeMs, position: position === undefined ? null : String(position) } : null
}

function endOf({ headers }: FastifyRequest): number {
  const timeLeft = headers[TIME_LEFT_HEADER]
  const isSaid = typeof timeLeft === 'string' && TIME_LEFT_PATTERN.test(timeLeft)
  return isSaid ? performance.now() + Number(timeLeft) : Number.POSITIVE_INFINITY
}
