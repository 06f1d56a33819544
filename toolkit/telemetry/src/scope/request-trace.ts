import type { SpanContext } from '@opentelemetry/api'
import type { RecordedSpan } from '../record/trace-record.ts'
import { formatTraceparent } from './traceparent.ts'

/** The W3C trace that a request is part of. */
export interface RequestTrace {
  /** 32 hex digits; the same in log lines, in `x-portico-request` and in spans. */
  readonly id: string
  /** Says by its flag whether the trace is kept, as far as it is known by now. Made when it is asked for. */
  readonly traceparent: string
  /** The span under way, below which others lie; null where none is recorded. */
  readonly recording: RecordedSpan | null
}

/** Of a trace that goes on or is begun without being recorded. */
export function traceOf(context: SpanContext): RequestTrace {
  return { id: context.traceId, traceparent: formatTraceparent(context), recording: null }
}
