import { RecordedSpan, type SpanStart, type TraceRecord } from '../record/trace-record.ts'
import { currentSpan } from './spans.ts'

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
  const parent = currentSpan()
  return parent ? parent.record.open(new BatchSpan(parent.record, parent, entity, size)) : null
}
