import { RecordedSpan, type SpanStart, type TraceRecord } from '../record/trace-record.ts'
import { currentScope, runInScope } from '../scope/request-scope.ts'

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
