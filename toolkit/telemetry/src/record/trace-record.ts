import { RecordedSpan, type SpanStart } from './recorded-span.ts'

/**
 * Why a trace is kept: by its share, because its caller keeps it, for it goes a gray way, because an operator marked it, it
 * failed, or it took long. The last two are known at its end.
 */
export type KeepReason = 'share' | 'caller' | 'gray' | 'marked' | 'failed' | 'slow'

/** Of a record: what is done with it. */
export interface RecordOwner {
  /** Whether there is room for one more that is kept for what it is, and not for its share. */
  tryKeep(): boolean
  /** Why it is kept, as far as it has come by now. */
  judge(record: TraceRecord): KeepReason | null
  finish(record: TraceRecord): void
}

/** An operation that reads a list by single calls is seen to do so by then. */
const MAX_SPANS = 500
const MAX_SUBJECTS = 20
const MAX_SUBJECT_CHARACTERS = 64

export interface TraceStart {
  traceId: string
  /** Of the caller's span; null: this process began the trace. */
  callerId: string | null
  reason: KeepReason | null
  start(): SpanStart
}

/** What one process records of one request, message or job, from its first span to its last. */
export class TraceRecord {
  readonly traceId: string
  readonly root: RecordedSpan
  readonly spans: RecordedSpan[]
  readonly callerId: string | null
  /** Null: it is thrown away at its end, unless it turns out otherwise. */
  reason: KeepReason | null
  hasFailed = false
  /** It waits by design, as a long poll does: that it takes long says nothing. */
  isHeldOpen = false
  /** Spans beyond the limit. */
  droppedSpans = 0
  subjects: string[] = []
  readonly #owner: RecordOwner

  constructor({ traceId, callerId, reason, start }: TraceStart, owner: RecordOwner) {
    this.traceId = traceId
    this.callerId = callerId
    this.reason = reason
    this.root = new RecordedSpan(start, null)
    this.spans = [this.root]
    this.#owner = owner
  }

  /** Null: it has more spans than are kept. */
  open(start: () => SpanStart, parent: RecordedSpan): RecordedSpan | null {
    if (this.spans.length >= MAX_SPANS) {
      this.droppedSpans += 1
      return null
    }
    const span = new RecordedSpan(start, parent)
    this.spans.push(span)
    return span
  }

  /** Null of the first one, where no other process began the trace. */
  parentIdOf({ parent }: RecordedSpan): string | null {
    return parent ? parent.id : this.callerId
  }

  traceparentOf({ id }: RecordedSpan): string {
    return `00-${this.traceId}-${id}-0${this.reason === null ? 0 : 1}`
  }

  /** Where more are to be kept than there is room for, those beyond are left to their share. */
  keep(reason: KeepReason): void {
    if (this.reason === null && this.#owner.tryKeep()) this.reason = reason
  }

  /** Keeps it if what it has come to by now is a reason. */
  decide(): void {
    const reason = this.reason === null ? this.#owner.judge(this) : null
    if (reason !== null) this.keep(reason)
  }

  /** By which a person finds the trace: the number of an order, the id of an import. Never a name. */
  addSubject(subject: string): void {
    if (this.subjects.length >= MAX_SUBJECTS || this.subjects.includes(subject)) return
    if (subject !== '' && subject.length <= MAX_SUBJECT_CHARACTERS) this.subjects.push(subject)
  }

  end(): void {
    if (this.root.ms !== null) return
    this.root.end()
    this.#owner.finish(this)
  }
}
