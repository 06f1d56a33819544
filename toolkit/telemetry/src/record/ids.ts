import { randomBytes } from 'node:crypto'

const TRACE_DIGITS = 32
const SPAN_DIGITS = 16
/** To ask for random bytes costs the same for one id as for many. */
const POOL_BYTES = 4_096

let pool = ''
let at = 0

/** 32 hex digits. */
export function newTraceId(): string {
  return take(TRACE_DIGITS)
}

/** 16 hex digits. */
export function newSpanId(): string {
  return take(SPAN_DIGITS)
}

function take(digits: number): string {
  if (at + digits > pool.length) {
    pool = randomBytes(POOL_BYTES).toString('hex')
    at = 0
  }
  at += digits
  return pool.slice(at - digits, at)
}
