import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { currentScope } from '../scope/request-scope.ts'
import { formatTraceparent } from '../scope/traceparent.ts'
import { startSpan } from './spans.ts'

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

/** `path` stays out: it holds ids, and the callee's span has its pattern. */
export function startAttempt(service: string, method: string): AttemptSpan {
  const span = startSpan(() => ({
    name: `${method} ${service}`,
    kind: SpanKind.CLIENT,
    attributes: { 'peer.service': service, 'http.request.method': method },
  }))
  if (!span) return unrecorded
  const traceparent = formatTraceparent(span.spanContext())
  return {
    headersFor: headers => ({ ...headers, traceparent }),
    end({ outcome, isFailure, status }) {
      span.setAttribute('portico.outcome', outcome)
      if (status !== undefined) span.setAttribute('http.response.status_code', status)
      if (isFailure) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
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
