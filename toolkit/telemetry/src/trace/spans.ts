import { RecordedSpan, type SpanStart, type TraceRecord } from '../record/trace-record.ts'
import { currentScope, type RequestScope, runInScope } from '../scope/request-scope.ts'
import type { RequestTrace } from '../scope/request-trace.ts'

/** Any other work: a function says what it is. */
class WorkSpan extends RecordedSpan {
  readonly #start: () => SpanStart

  constructor(record: TraceRecord, parent: RecordedSpan, start: () => SpanStart) {
    super(record, parent)
    this.#start = start
  }

  describe(): SpanStart {
    return this.#start()
  }
}

/** The span under way, below which others lie; null where none is recorded. */
export function currentSpan(): RecordedSpan | null {
  return currentScope()?.trace.recording ?? null
}

/** The one work of a request that all else lies below while it lasts. */
export class EnteredSpan extends WorkSpan {
  readonly #scope: RequestScope
  readonly #outer: RequestTrace

  constructor(scope: RequestScope, parent: RecordedSpan, start: () => SpanStart) {
    super(parent.record, parent, start)
    this.#scope = scope
    this.#outer = scope.trace
  }

  /** By the error's class or code. */
  fail(error: unknown): void {
    failSpan(this, error)
  }

  leave(): void {
    this.end()
    if (this.#scope.trace === this) this.#scope.trace = this.#outer
  }
}

/**
 * As `inSpan`, for a request's one main work: what is under way is noted in the request's scope, in place of a scope of its own, whose
 * frame costs more than the span. Null where nothing is recorded. Two at a time would lie below each other: `inSpan` is for those.
 */
export function enterSpan(start: () => SpanStart): EnteredSpan | null {
  const scope = currentScope()
  const parent = scope?.trace.recording
  if (!scope || !parent) return null
  const span = parent.record.open(new EnteredSpan(scope, parent, start))
  if (span) scope.trace = span
  return span
}

/** What `work` begins at once lies below the span; what it begins after a wait lies below what is under way by then. */
export function runBelow<T>(span: RecordedSpan, work: () => T): T {
  const scope = currentScope()
  if (!scope) return work()
  const outer = scope.trace
  scope.trace = span
  try {
    return work()
  } finally {
    scope.trace = outer
  }
}

/**
 * Runs `work` as a span below that of the request; what it calls lies below it. `start` is asked what it is when it is kept. Where
 * nothing is recorded this costs one look, and makes no promise of its own.
 */
export function inSpan<T>(start: () => SpanStart, work: () => Promise<T>): Promise<T> {
  const scope = currentScope()
  const parent = scope?.trace.recording
  const span = parent?.record.open(new WorkSpan(parent.record, parent, start))
  return scope && span ? runEnded(span, () => runInScope({ facts: scope.facts, trace: span }, work)) : work()
}

/** Ends the span as the work ends. */
export async function runEnded<T>(span: RecordedSpan, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}

/** An error's class or code; its message may hold what a person typed. */
function failSpan(span: RecordedSpan, error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error
  span.set('error.type', error instanceof Error && 'code' in error ? String(error.code) : type)
  span.isFailure = true
}
