import { type Attributes, SpanKind } from '@opentelemetry/api'
import { newSpanId } from './ids.ts'

/** What a span is. */
export interface SpanStart {
  name: string
  kind?: SpanKind
  attributes?: Attributes
}

/**
 * One span while it is not known whether its trace is kept: when it began and ended, and a function that says what it is, which is called
 * for what is kept alone. Most are thrown away. A span of OpenTelemetry's SDK costs twenty times as much.
 */
export class RecordedSpan {
  readonly parent: RecordedSpan | null
  /** Milliseconds of the monotonic clock. */
  readonly startedAt: number = performance.now()
  isFailure = false
  /** Null while it is open. */
  ms: number | null = null
  readonly #start: () => SpanStart
  #id: string | null = null
  #name: string | null = null
  /** What was found out after it began. */
  #more: Attributes | null = null

  constructor(start: () => SpanStart, parent: RecordedSpan | null) {
    this.#start = start
    this.parent = parent
  }

  /** 16 hex digits; made for what goes out or is kept. */
  get id(): string {
    this.#id ??= newSpanId()
    return this.#id
  }

  set(name: string, value: NonNullable<Attributes[string]>): void {
    this.#more ??= {}
    this.#more[name] = value
  }

  setAll(attributes: Attributes): void {
    this.#more = Object.assign(this.#more ?? {}, attributes)
  }

  read(): Required<SpanStart> {
    const { name, kind = SpanKind.INTERNAL, attributes } = this.#start()
    return { name: this.#name ?? name, kind, attributes: { ...attributes, ...this.#more } }
  }

  rename(name: string): void {
    this.#name = name
  }

  end(): void {
    this.ms ??= performance.now() - this.startedAt
  }
}
