import { type Attributes, SpanKind } from '@opentelemetry/api'
import type { RecordedSpan } from '../record/recorded-span.ts'
import type { TraceRecord } from '../record/trace-record.ts'
import { currentScope } from '../scope/request-scope.ts'

interface AttemptEnd {
  /** How it ended, such as `answered` or `timedOut`. */
  outcome: string
  isFailure: boolean
  status?: number | undefined
}

/** One attempt of a call to a service. */
export interface AttemptSpan {
  /** The call's headers, which say what the callee's work lies below. */
  headersFor(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>>
  end(end: AttemptEnd): void
}

/** `path` stays out: it holds ids, and the callee's span has its pattern. `about` says of `selected` which instance it is, and why that one. */
export function startAttempt(service: string, method: string): AttemptSpan
export function startAttempt<Selected>(
  service: string,
  method: string,
  about: (selected: Selected) => Attributes,
  selected: Selected,
): AttemptSpan
export function startAttempt<Selected>(
  service: string,
  method: string,
  about?: (selected: Selected) => Attributes,
  selected?: Selected,
): AttemptSpan {
  const recording = currentScope()?.trace.recording
  if (!recording) return unrecorded
  const { record } = recording
  const start = () => ({
    name: `${method} ${service}`,
    kind: SpanKind.CLIENT,
    attributes: { ...about?.(selected as Selected), 'peer.service': service, 'http.request.method': method },
  })
  const span = record.open(start, recording.span)
  return span ? new RecordedAttempt(record, span) : unrecorded
}

class RecordedAttempt implements AttemptSpan {
  readonly #record: TraceRecord
  readonly #span: RecordedSpan

  constructor(record: TraceRecord, span: RecordedSpan) {
    this.#record = record
    this.#span = span
  }

  headersFor(headers: Readonly<Record<string, string>>) {
    return { ...headers, traceparent: this.#record.traceparentOf(this.#span) }
  }

  end({ outcome, isFailure, status }: AttemptEnd) {
    const span = this.#span
    span.set('portico.outcome', outcome)
    if (status !== undefined) span.set('http.response.status_code', status)
    if (isFailure) {
      span.isFailure = true
      this.#record.hasFailed = true
    }
    span.end()
  }
}

/** A call that names no trace is part of that of the request it is made in. */
const unrecorded: AttemptSpan = {
  headersFor(headers) {
    const traceparent = headers.traceparent ?? currentScope()?.trace.traceparent
    return traceparent === undefined || headers.traceparent ? headers : { ...headers, traceparent }
  },
  end() {},
}
