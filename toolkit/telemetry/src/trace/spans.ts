import type { RecordedSpan, SpanStart } from '../record/recorded-span.ts'
import { currentScope, runInScope } from '../scope/request-scope.ts'
import { RecordedTrace } from '../scope/request-trace.ts'

/** A span below that of the request under way, with `start` to be asked what it is when it is kept; null outside of a request that is recorded, which costs one look. */
export function startSpan(start: () => SpanStart): RecordedSpan | null {
  const recording = currentScope()?.trace.recording
  return recording ? recording.record.open(start, recording.span) : null
}

/** A span, and a way to do work below it. */
interface Below {
  span: RecordedSpan
  run: <T>(work: () => T) => T
}

/** A span below that of the request; null as of `startSpan`. The caller ends the span. */
export function traceBelow(start: () => SpanStart): Below | null {
  const scope = currentScope()
  const recording = scope?.trace.recording
  const span = recording?.record.open(start, recording.span)
  if (!scope || !recording || !span) return null
  const trace = new RecordedTrace(recording.record, span)
  return { span, run: work => runInScope({ facts: scope.facts, trace }, work) }
}

/** Runs `work` as a span below that of the request; what it calls lies below it. Where nothing is recorded it makes no promise of its own. */
export function inSpan<T>(start: () => SpanStart, work: () => Promise<T>): Promise<T> {
  const below = traceBelow(start)
  return below ? runBelow(below, work) : work()
}

async function runBelow<T>({ span, run }: Below, work: () => Promise<T>): Promise<T> {
  try {
    return await run(work)
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** An error's class or code; its message may hold what a person typed. */
export function failSpan(span: RecordedSpan, error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error
  span.set('error.type', error instanceof Error && 'code' in error ? String(error.code) : type)
  span.isFailure = true
}
