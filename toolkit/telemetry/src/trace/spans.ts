import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace as traces,
} from '@opentelemetry/api'
import { currentScope, runInScope } from '../scope/request-scope.ts'
import { traceOf } from '../scope/request-trace.ts'

interface SpanStart {
  name: string
  kind?: SpanKind
  attributes?: Attributes
}

/** A span below that of the request under way; null outside of a request that is recorded, which costs one look. */
export function startSpan(start: () => SpanStart): Span | null {
  const recording = currentScope()?.trace.recording
  if (!recording) return null
  const { name, kind = SpanKind.INTERNAL, attributes = {} } = start()
  const parent = traces.setSpan(ROOT_CONTEXT, recording.span)
  return recording.tracer.startSpan(name, { kind, attributes }, parent)
}

/** Runs `work` as a span below that of the request; what it calls lies below it. */
export async function inSpan<T>(start: () => SpanStart, work: () => Promise<T>): Promise<T> {
  const scope = currentScope()
  const recording = scope?.trace.recording
  const span = startSpan(start)
  if (!scope || !recording || !span) return work()
  const trace = traceOf(span.spanContext(), { tracer: recording.tracer, span })
  try {
    return await runInScope({ ...scope, trace }, work)
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** An error's class and code; its message may hold what a person typed. */
function failSpan(span: Span, error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error
  const code = error instanceof Error && 'code' in error ? String(error.code) : type
  span.setAttribute('error.type', code)
  span.setStatus({ code: SpanStatusCode.ERROR })
}
