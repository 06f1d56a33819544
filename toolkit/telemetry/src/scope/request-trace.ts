import type { SpanContext } from '@opentelemetry/api'
import type { RecordedSpan } from '../record/recorded-span.ts'
import type { TraceRecord } from '../record/trace-record.ts'
import { formatTraceparent } from './traceparent.ts'

/** A span that is being recorded, and the record that others below it go to. */
export interface Recording {
  readonly record: TraceRecord
  readonly span: RecordedSpan
}

/** The W3C trace that a request is part of. */
export interface RequestTrace {
  /** 32 hex digits; the same in log lines, in `x-portico-request` and in spans. */
  readonly id: string
  /** Says by its flag whether the trace is kept, as far as it is known by now. */
  readonly traceparent: string
  /** Null where no span is recorded. */
  readonly recording: Recording | null
}

export function traceOf(context: SpanContext): RequestTrace {
  return { id: context.traceId, traceparent: formatTraceparent(context), recording: null }
}

/** One span of a record, as the trace of what is done below it. */
export class RecordedTrace implements RequestTrace, Recording {
  readonly record: TraceRecord
  readonly span: RecordedSpan

  constructor(record: TraceRecord, span: RecordedSpan) {
    this.record = record
    this.span = span
  }

  get id(): string {
    return this.record.traceId
  }

  get traceparent(): string {
    return this.record.traceparentOf(this.span)
  }

  get recording(): Recording {
    return this
  }
}
