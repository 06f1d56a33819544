import { isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api'
import { newSpanId, newTraceId } from '../record/ids.ts'

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
  return { traceId: newTraceId(), spanId: newSpanId(), traceFlags: TraceFlags.NONE }
}
