import type { Dispatcher } from 'undici'
import { type Exchange, exchange } from './exchange.ts'
import { openStream, type StreamedAnswer } from './streamed.ts'
import type { Limits, WireRequest } from './wire-request.ts'

/** One way to send an attempt: with its answer held, or streamed. */
export interface Wire<Answer> {
  send(pool: Dispatcher, request: WireRequest, limits: Limits): Promise<Answer>
  isFailure(answer: Answer): boolean
  /** Another attempt follows: the answer is read by no one. */
  discard(answer: Answer): void
}

/** `isFailure`: left out, 5xx that names no other service. */
export function heldWire(isFailure: (answer: Exchange) => boolean = isServiceFailure): Wire<Exchange> {
  return { send: exchange, isFailure, discard: () => {} }
}

/** A 503 may name another service that is missing, which is known only to the reader of its body. */
export const streamedWire: Wire<StreamedAnswer> = {
  send: openStream,
  isFailure: ({ status }) => status >= 500 && status !== 503,
  discard: ({ body }) => void body.dump().catch(() => null),
}

/** A service that names another one as missing, or as busy, is itself well. */
function isServiceFailure({ status, body }: Exchange): boolean {
  return status >= 500 && !(status === 503 && OF_ANOTHER.some(code => body.includes(code)))
}

const OF_ANOTHER = ['"UPSTREAM_UNAVAILABLE"', '"UPSTREAM_BUSY"']
