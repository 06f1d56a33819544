import { RecordedSpan, type SpanStart, type TraceRecord } from '../record/trace-record.ts'
import { currentScope, runInScope } from '../scope/request-scope.ts'

/** One batch of a loader, with how many values were at hand and how many were fetched; what is fetched lies below it. */
export class BatchSpan extends RecordedSpan {
  readonly #entity: string
  readonly #size: number
  #misses = 0

  constructor(record: TraceRecord, parent: RecordedSpan, entity: string, size: number) {
    super(record, parent)
    this.#entity = entity
    this.#size = size
  }

  describe(): SpanStart {
    return {
      name: `load ${this.#entity}`,
      attributes: {
        'portico.batch.size': this.#size,
        'portico.batch.hits': this.#size - this.#misses,
        'portico.batch.misses': this.#misses,
      },
    }
  }

  addMisses(count: number): void {
    this.#misses += count
  }

  finish(isFailure: boolean): void {
    this.isFailure = isFailure
    this.end()
  }
}

/** Null outside of a request that is recorded, which costs one look. */
export function startBatch(entity: string, size: number): BatchSpan | null {
  const parent = currentScope()?.trace.recording
  return parent ? parent.record.open(new BatchSpan(parent.record, parent, entity, size)) : null
}

/** Its calls lie below the batch. */
export function runBatch<T>(span: BatchSpan, work: () => T): T {
  const scope = currentScope()
  return scope ? runInScope({ facts: scope.facts, trace: span }, work) : work()
}
