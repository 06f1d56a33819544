import { type Attributes, SpanKind, TraceFlags } from '@opentelemetry/api'
import { HeldRecords } from '../export/held-records.ts'
import { StoreOutbox, type TraceStore } from '../export/store-outbox.ts'
import { type TracePart, tracePartOf } from '../export/trace-part.ts'
import { newTraceId } from '../record/ids.ts'
import { type KeepReason, type RecordOwner, TraceRecord } from '../record/trace-record.ts'
import { beginScope, type RequestFacts, runInScope } from '../scope/request-scope.ts'
import { type RequestTrace, traceOf } from '../scope/request-trace.ts'
import { parseTraceparent, randomContext } from '../scope/traceparent.ts'
import { MAX_TAIL_PER_SECOND, TraceLimit } from './trace-limit.ts'
import { readTracing, type TracingSettings } from './tracing-settings.ts'

interface SpanOfRequest {
  name: string
  /** The W3C header of the caller that is believed; null begins a trace. */
  traceparent?: string | null | undefined
  kind?: SpanKind
  attributes?: Attributes
  /** There are many alike that say nothing, such as of files: none is kept for its share. */
  isMinor?: boolean
}

/** How a request ended. */
interface Ending {
  /** Of HTTP. */
  status?: number
  isFailure: boolean
}

interface StoreOptions {
  revision?: string | null
  /** Whether what others keep late is kept here, too. The gateway decides by itself: it sees all of its requests. */
  followsOthers: boolean
}

const NONE: Attributes = {}

type Sdk = ReturnType<typeof import('../export/sdk.ts')['openSdk']>

/**
 * Gives the requests of one part of the platform their trace. It records where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector or
 * the platform's store is at hand, and decides at a request's end whether that is kept.
 */
export class Tracing {
  readonly #service: string
  readonly #held = new HeldRecords()
  readonly #tail = new TraceLimit(MAX_TAIL_PER_SECOND)
  #ofShare = new TraceLimit(0)
  #settings: TracingSettings | null = null
  #sdk: Sdk | null = null
  #outbox: StoreOutbox | null = null
  #revision: string | null = null
  #followsOthers = false

  constructor(service: string) {
    this.#service = service
  }

  get isOn(): boolean {
    return this.#sdk !== null || this.#outbox !== null
  }

  /** Loads the SDK when the environment names a collector. Throws BadTracingSetting. */
  async start(env: NodeJS.ProcessEnv): Promise<void> {
    const settings = readTracing(env)
    this.#settings = settings
    this.#ofShare = new TraceLimit(settings.sharePerSecond)
    const { endpoint, pauseMs } = settings
    if (endpoint === null || this.#sdk) return
    const { openSdk } = await import('../export/sdk.ts')
    this.#sdk = openSdk({ service: this.#service, endpoint, pauseMs })
  }

  /** After `start`; nothing where the settings say so. */
  storeIn(store: TraceStore, { revision = null, followsOthers }: StoreOptions): void {
    if (!this.#settings?.hasStore || this.#outbox) return
    this.#revision = revision
    this.#followsOthers = followsOthers
    this.#outbox = new StoreOutbox({
      store,
      pauseMs: this.#settings.pauseMs,
      isWaiting: () => !this.#held.isEmpty,
      onLate: traceIds => this.#keepHeld(traceIds),
    })
  }

  /** Sends what is recorded; without a collector that answers, it waits for seconds at most. */
  async stop(): Promise<void> {
    const [sdk, outbox] = [this.#sdk, this.#outbox]
    this.#sdk = null
    this.#outbox = null
    await Promise.all([sdk?.shutdown().catch(() => {}), outbox?.stop()])
  }

  /** Sends what is kept by now to the store, for those who ask for it at once. */
  async flush(): Promise<void> {
    await this.#outbox?.flush()
  }

  /** The trace of one request; `endTrace` ends it. */
  begin({
    name,
    traceparent,
    kind = SpanKind.SERVER,
    attributes = NONE,
    isMinor = false,
  }: SpanOfRequest): RequestTrace {
    const parent = traceparent ? parseTraceparent(traceparent) : null
    if (!this.isOn) return traceOf(parent ?? randomContext())
    const traceId = parent?.traceId ?? newTraceId()
    const isKept = parent
      ? (parent.traceFlags & TraceFlags.SAMPLED) !== 0
      : !isMinor && this.#isOfShare(traceId)
    const reason = isKept ? (parent ? 'caller' : 'share') : null
    const start = { name, kind, attributes }
    return new TraceRecord({ traceId, callerId: parent?.spanId ?? null, reason, start }, this.#owner).root
  }

  /** A part that another process recorded, such as a browser. */
  take(part: TracePart): void {
    this.#outbox?.add(part)
  }

  #isOfShare(traceId: string): boolean {
    const { share = 0 } = this.#settings ?? {}
    const isOfShare = share >= 1 || Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32
    return isOfShare && this.#ofShare.tryKeep()
  }

  readonly #owner: RecordOwner = {
    tryKeep: () => this.#tail.tryKeep(),
    judge: record => this.#judge(record),
    finish: record => this.#finish(record),
  }

  #finish(record: TraceRecord): void {
    record.decide()
    if (record.reason !== null) this.#keep(record, record.reason)
    else if (this.#outbox && this.#followsOthers) {
      this.#held.add(record)
      this.#outbox.wake()
    }
  }

  #judge({ hasFailed, isHeldOpen, root }: TraceRecord): KeepReason | null {
    const slowMs = this.#settings?.slowMs ?? Number.POSITIVE_INFINITY
    const isSlow = !isHeldOpen && (root.ms ?? performance.now() - root.startedAt) >= slowMs
    return hasFailed || root.isFailure ? 'failed' : isSlow ? 'slow' : null
  }

  #keep(record: TraceRecord, reason: KeepReason): void {
    this.#sdk?.export(record)
    this.#outbox?.add(tracePartOf(record, reason, { service: this.#service, revision: this.#revision }))
  }

  #keepHeld(traceIds: readonly string[]): void {
    for (const traceId of traceIds)
      for (const record of this.#held.take(traceId)) this.#keep(record, 'caller')
    this.#held.expire()
  }
}

/** Carries out what no HTTP request is, such as a message or a job, as one of its own. */
export async function runTraced<T>(
  tracing: Tracing,
  { name, traceparent, ...facts }: Pick<SpanOfRequest, 'name' | 'traceparent'> & Partial<RequestFacts>,
  work: () => Promise<T>,
): Promise<T> {
  const attributes = facts.tenant ? { 'portico.tenant': facts.tenant } : {}
  const trace = tracing.begin({ name, traceparent, kind: SpanKind.CONSUMER, attributes })
  let isFailure = true
  try {
    const result = await runInScope(beginScope(trace, { operation: name, ...facts }), work)
    isFailure = false
    return result
  } finally {
    endTrace(trace, { isFailure })
  }
}

/** What an answer says of its trace where that is kept, by what is known by now; null: it is not. */
export function keptTraceparent({ recording }: RequestTrace): string | null {
  if (!recording) return null
  const { record } = recording
  record.decide()
  return record.reason === null ? null : recording.traceparent
}

export function endTrace({ recording }: RequestTrace, { status, isFailure }: Ending): void {
  if (!recording) return
  const { record } = recording
  if (status !== undefined) record.root.status = status
  if (isFailure) record.root.isFailure = true
  record.end()
}
