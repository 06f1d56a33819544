import type { Span, SpanContext, Tracer } from '@opentelemetry/api'
import { formatTraceparent } from './traceparent.ts'

/** A span that is being recorded, and what makes others below it. */
export interface Recording {
  tracer: Tracer
  span: Span
}

/** The W3C trace that a request is part of. */
export interface RequestTrace {
  /** 32 hex digits; the same in log lines, in `x-portico-request` and in spans. */
  readonly id: string
  readonly traceparent: string
  /** Null where no span is recorded. */
  readonly recording: Recording | null
}

export function traceOf(context: SpanContext, recording: Recording | null = null): RequestTrace {
  return { id: context.traceId, traceparent: formatTraceparent(context), recording }
}
