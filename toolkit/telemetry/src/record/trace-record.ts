import { type Attributes, SpanKind } from '@opentelemetry/api'
import { newSpanId } from './ids.ts'

/** What a span is. */
export interface SpanStart {
  name: string
  kind?: SpanKind
  attributes?: Attributes
}

const OPEN = -1
const US_PER_MS = 1_000

/**
 * One span while it is not known whether its trace is kept: when it began and ended, and the few facts of its kind, which are made
 * into name and attributes when the trace is kept. Most are thrown away, so that one object is all that it takes: it is the trace of
 * what is done below it, and its times are whole numbers, which need no object of their own.
 */
export abstract class RecordedSpan {
  readonly record: TraceRecord
  readonly parent: RecordedSpan | null
  isFailure = false
  /** Microseconds after the first span began. */
  readonly #startedUs: number
  #us = OPEN
  #spanId: string | null = null
  #more: Attributes | null = null

  constructor(record: TraceRecord, parent: RecordedSpan | null) {
    this.record = record
    this.parent = parent
    this.#startedUs = parent ? record.elapsedUs() : 0
  }

  /** Asked when it is kept. */
  abstract describe(): SpanStart

  get id(): string {
    return this.record.traceId
  }

  get traceparent(): string {
    return this.record.traceparentOf(this)
  }

  get recording(): RecordedSpan {
    return this
  }

  /** 16 hex digits; made for what goes out or is kept. */
  get spanId(): string {
    this.#spanId ??= newSpanId()
    return this.#spanId
  }

  /** Milliseconds of the monotonic clock. */
  get startedAt(): number {
    return this.record.startedAt + this.#startedUs / US_PER_MS
  }

  /** Null while it is open. */
  get ms(): number | null {
    return this.#us === OPEN ? null : this.#us / US_PER_MS
  }

  /** For what few spans have: each kind has fields for what all of it have. */
  set(name: string, value: NonNullable<Attributes[string]>): void {
    this.#more ??= {}
    this.#more[name] = value
  }

  read(): Required<SpanStart> {
    const { name, kind = SpanKind.INTERNAL, attributes } = this.describe()
    return { name, kind, attributes: { ...attributes, ...this.#more } }
  }

  end(): void {
    if (this.#us === OPEN) this.#us = this.record.elapsedUs() - this.#startedUs
  }
}

/** The first one that a process records of a request, a message or a job. */
export class RootSpan extends RecordedSpan {
  status: number | null = null
  readonly #start: Required<SpanStart>
  #notes: (() => Attributes)[] | null = null

  constructor(record: TraceRecord, start: Required<SpanStart>) {
    super(record, null)
    this.#start = start
  }

  /** What is found out about the request; asked when it is kept. */
  note(attributes: () => Attributes): void {
    if (this.#notes) this.#notes.push(attributes)
    else this.#notes = [attributes]
  }

  describe(): SpanStart {
    const { name, kind, attributes } = this.#start
    const noted: Attributes = Object.assign({}, attributes, ...(this.#notes ?? []).map(note => note()))
    if (this.status !== null) noted['http.response.status_code'] = this.status
    return { name, kind, attributes: noted }
  }
}

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
  start: Required<SpanStart>
}

/** What one process records of one request, message or job, from its first span to its last. */
export class TraceRecord {
  readonly traceId: string
  /** Milliseconds of the monotonic clock. */
  readonly startedAt: number = performance.now()
  readonly root: RootSpan
  readonly spans: RecordedSpan[]
  readonly callerId: string | null
  /** Null: it is thrown away at its end, unless it turns out otherwise. */
  reason: KeepReason | null
  hasFailed = false
  /** It waits by design, as a long poll does: that it takes long says nothing. */
  isHeldOpen = false
  /** Spans beyond the limit. */
  droppedSpans = 0
  /** Null: none. */
  #subjects: string[] | null = null
  #subjectsToFind: (() => readonly string[]) | null = null
  readonly #owner: RecordOwner

  constructor({ traceId, callerId, reason, start }: TraceStart, owner: RecordOwner) {
    this.traceId = traceId
    this.callerId = callerId
    this.reason = reason
    this.#owner = owner
    this.root = new RootSpan(this, start)
    this.spans = [this.root]
  }

  /** The span, if there is room for it: null where there are more than are kept. */
  open<Span extends RecordedSpan>(span: Span): Span | null {
    if (this.spans.length >= MAX_SPANS) {
      this.droppedSpans += 1
      return null
    }
    this.spans.push(span)
    return span
  }

  /** Whole microseconds since the first span began. */
  elapsedUs(): number {
    return Math.round((performance.now() - this.startedAt) * 1_000)
  }

  get subjects(): readonly string[] {
    const find = this.#subjectsToFind
    this.#subjectsToFind = null
    if (find) for (const subject of find()) this.addSubject(subject)
    return this.#subjects ?? []
  }

  /** Asked when it is kept. */
  findSubjects(find: () => readonly string[]): void {
    const known = this.#subjectsToFind
    this.#subjectsToFind = known ? () => [...known(), ...find()] : find
  }

  /** Null of the first one, where no other process began the trace. */
  parentIdOf({ parent }: RecordedSpan): string | null {
    return parent ? parent.spanId : this.callerId
  }

  traceparentOf({ spanId }: RecordedSpan): string {
    return `00-${this.traceId}-${spanId}-0${this.reason === null ? 0 : 1}`
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
    if (subject === '' || subject.length > MAX_SUBJECT_CHARACTERS) return
    this.#subjects ??= []
    this.#subjects.push(subject)
  }

  end(): void {
    if (this.root.ms !== null) return
    this.root.end()
    this.#owner.finish(this)
  }
}
