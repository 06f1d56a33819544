import { randomBytes } from 'node:crypto'
import { isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api'

const TRACE_DIGITS = 32
const SPAN_DIGITS = 16
const ID_BYTES = (TRACE_DIGITS + SPAN_DIGITS) / 2
/** To ask for random bytes costs the same for one trace as for many. */
const POOLED = 128

let pool = ''
let at = 0

const PATTERN = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/

/** A W3C `traceparent`; null when it is none. */
export function parseTraceparent(text: unknown): SpanContext | null {
  const match = typeof text === 'string' ? PATTERN.exec(text) : null
  if (!match) return null
  const [, version, traceId = '', spanId = '', flags = ''] = match
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED }
  return version !== 'ff' && isSpanContextValid(context) ? { ...context, isRemote: true } : null
}

export function formatTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`
}

/** Ids for a trace that is not recorded. */
export function randomContext(): SpanContext {
  if (at === pool.length) {
    pool = randomBytes(ID_BYTES * POOLED).toString('hex')
    at = 0
  }
  const traceId = pool.slice(at, at + TRACE_DIGITS)
  const spanId = pool.slice(at + TRACE_DIGITS, at + TRACE_DIGITS + SPAN_DIGITS)
  at += TRACE_DIGITS + SPAN_DIGITS
  return { traceId, spanId, traceFlags: TraceFlags.NONE }
}
