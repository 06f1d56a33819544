import type { Dispatcher } from 'undici'
import { type Exchange, exchange } from './exchange.ts'
import { openStream, type StreamedAnswer } from './streamed.ts'
import { type HeldRequest, isHeld, type Limits, type WireRequest } from './wire-request.ts'

/** What carries calls to one address. */
interface Carrier {
  readonly pool: Dispatcher
  /** Null where the address needs TLS. */
  readonly held: { exchange(request: HeldRequest, limits: Limits): Promise<Exchange> } | null
}

/** One way to send an attempt: with its answer held, or streamed. */
export interface Wire<Answer> {
  send(carrier: Carrier, request: WireRequest, limits: Limits): Promise<Answer>
  isFailure(answer: Answer): boolean
  /** Another attempt follows: the answer is read by no one. */
  discard(answer: Answer): void
}

/** `isFailure`: left out, 5xx that names no other service. */
export function heldWire(isFailure: (answer: Exchange) => boolean = isServiceFailure): Wire<Exchange> {
  return { send: sendHeld, isFailure, discard: () => {} }
}

/** On connections of our own where nothing of it is streamed and there is no TLS. */
function sendHeld({ held, pool }: Carrier, request: WireRequest, limits: Limits): Promise<Exchange> {
  return held && isHeld(request) ? held.exchange(request, limits) : exchange(pool, request, limits)
}

/** A 503 may name another service that is missing, which is known only to the reader of its body. */
export const streamedWire: Wire<StreamedAnswer> = {
  send: ({ pool }, request, limits) => openStream(pool, request, limits),
  isFailure: ({ status }) => status >= 500 && status !== 503,
  discard: ({ body }) => void body.dump().catch(() => null),
}

/** A service that names another one as missing, or as busy, is itself well, and so is one that holds a tenant. */
function isServiceFailure({ status, body }: Exchange): boolean {
  return status >= 500 && !(status === 503 && OF_ANOTHER.some(code => body.includes(code)))
}

const OF_ANOTHER = ['"UPSTREAM_UNAVAILABLE"', '"UPSTREAM_BUSY"', '"TENANT_MOVING"']
