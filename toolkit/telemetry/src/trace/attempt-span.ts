import { type Attributes, SpanKind } from '@opentelemetry/api'
import { RecordedSpan, type SpanStart, type TraceRecord } from '../record/trace-record.ts'
import { currentScope } from '../scope/request-scope.ts'

interface AttemptEnd {
  /** How it ended, such as `answered` or `timedOut`. */
  outcome: string
  isFailure: boolean
  status?: number | undefined
}

/** One attempt of a call to a service. */
export interface AttemptSpan {
  /** What the callee's work lies below; undefined where the call's own headers say it, or nothing does. */
  traceparentBeside(headers: Readonly<Record<string, string>>): string | undefined
  finish(end: AttemptEnd): void
}

/**
 * `path` stays out: it holds ids, and the callee's span has its pattern. `about` says of `selected` which instance it is, and why that
 * one. `parent`: what was under way when the call was begun, which may have waited since.
 */
export function startAttempt<Selected>(
  parent: RecordedSpan | null,
  { service, method }: { service: string; method: string },
  about?: (selected: Selected) => Attributes,
  selected?: Selected,
): AttemptSpan {
  if (!parent) return unrecorded
  const { record } = parent
  return record.open(new RecordedAttempt(record, parent, { service, method, about, selected })) ?? unrecorded
}

interface Asked {
  service: string
  method: string
  about: ((selected: never) => Attributes) | undefined
  selected: unknown
}

class RecordedAttempt extends RecordedSpan implements AttemptSpan {
  readonly #service: string
  readonly #method: string
  readonly #about: ((selected: never) => Attributes) | undefined
  readonly #selected: unknown
  #outcome: string | null = null
  #status: number | undefined

  constructor(record: TraceRecord, parent: RecordedSpan, { service, method, about, selected }: Asked) {
    super(record, parent)
    this.#service = service
    this.#method = method
    this.#about = about
    this.#selected = selected
  }

  traceparentBeside(): string {
    return this.traceparent
  }

  describe(): SpanStart {
    const attributes: Attributes = {
      ...this.#about?.(this.#selected as never),
      'peer.service': this.#service,
      'http.request.method': this.#method,
    }
    if (this.#outcome !== null) attributes['portico.outcome'] = this.#outcome
    if (this.#status !== undefined) attributes['http.response.status_code'] = this.#status
    return { name: `${this.#method} ${this.#service}`, kind: SpanKind.CLIENT, attributes }
  }

  finish({ outcome, isFailure, status }: AttemptEnd) {
    this.#outcome = outcome
    this.#status = status
    if (isFailure) {
      this.isFailure = true
      this.record.hasFailed = true
    }
    this.end()
  }
}

/** A call that names no trace is part of that of the request it is made in. */
const unrecorded: AttemptSpan = {
  traceparentBeside({ traceparent }) {
    return traceparent ? undefined : currentScope()?.trace.traceparent
  },
  finish() {},
}
