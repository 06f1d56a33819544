import type { TraceRecord } from '../record/trace-record.ts'

/** As long as it may take until it is known that another process keeps the trace: two sendings and a slow request. */
const HELD_MS = 15_000
const MAX_RECORDS = 2_000
const MAX_SPANS = 20_000

/** Records of traces that this process would not keep, until it is known that another one does. Bounded: the oldest go first. */
export class HeldRecords {
  /** In the order they ended. */
  readonly #held = new Map<string, { records: TraceRecord[]; until: number }>()
  #spans = 0

  get isEmpty(): boolean {
    return this.#held.size === 0
  }

  add(record: TraceRecord): void {
    const known = this.#held.get(record.traceId)
    if (known) known.records.push(record)
    else this.#held.set(record.traceId, { records: [record], until: performance.now() + HELD_MS })
    this.#spans += record.spans.length
    this.#trim()
  }

  take(traceId: string): readonly TraceRecord[] {
    const found = this.#held.get(traceId)
    this.#drop(traceId)
    return found?.records ?? []
  }

  /** Forgets those for which it is too late. */
  expire(): void {
    const now = performance.now()
    for (const [traceId, { until }] of this.#held) {
      if (until > now) break
      this.#drop(traceId)
    }
  }

  #trim(): void {
    for (const traceId of this.#held.keys()) {
      if (this.#held.size <= MAX_RECORDS && this.#spans <= MAX_SPANS) break
      this.#drop(traceId)
    }
  }

  #drop(traceId: string): void {
    for (const { spans } of this.#held.get(traceId)?.records ?? []) this.#spans -= spans.length
    this.#held.delete(traceId)
  }
}
