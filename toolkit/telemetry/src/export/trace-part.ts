import type { Attributes } from '@opentelemetry/api'
import type { KeepReason, RecordedSpan, TraceRecord } from '../record/trace-record.ts'

/** What one process recorded of one trace, as the built-in store keeps it. */
export interface TracePart {
  traceId: string
  /** The part of the platform that recorded it: `gateway`, `sales`, `browser`. */
  service: string
  /** Its tag and its version; null: it has none. */
  revision: string | null
  reason: KeepReason
  /** Unix time in milliseconds. */
  at: number
  /** Null: it had not ended. */
  ms: number | null
  /** Of the operation, else of its first span. */
  name: string
  tenant: string | null
  isRoot: boolean
  hasFailed: boolean
  subjects: string[]
  droppedSpans: number
  spans: PartSpan[]
}

export interface PartSpan {
  id: string
  parentId: string | null
  name: string
  /** Of OpenTelemetry's `SpanKind`. */
  kind: number
  at: number
  ms: number | null
  isFailure: boolean
  attributes: Record<string, string | number | boolean | string[]>
}

export interface Origin {
  service: string
  revision: string | null
}

const MAX_TEXT = 1_000

export function tracePartOf(
  record: TraceRecord,
  reason: KeepReason,
  { service, revision }: Origin,
): TracePart {
  const { root, traceId, hasFailed, subjects, droppedSpans, callerId } = record
  const { name, attributes } = root.read()
  const { 'portico.tenant': tenant, 'portico.operation': operation } = attributes
  return {
    traceId,
    service,
    revision,
    reason,
    at: unixMs(root.startedAt),
    ms: root.ms,
    name: typeof operation === 'string' ? operation : name,
    tenant: typeof tenant === 'string' ? tenant : null,
    isRoot: callerId === null,
    hasFailed: hasFailed || root.isFailure,
    subjects: [...subjects],
    droppedSpans,
    spans: record.spans.map(span => writeSpan(span, record.parentIdOf(span))),
  }
}

function writeSpan(span: RecordedSpan, parentId: string | null): PartSpan {
  const { spanId: id, ms, isFailure, startedAt } = span
  const { name, kind, attributes } = span.read()
  return {
    ...{ id, parentId, kind, isFailure, ms },
    name: name.slice(0, MAX_TEXT),
    at: unixMs(startedAt),
    attributes: plainAttributes(attributes),
  }
}

/** The monotonic clock of this process as Unix time. */
export function unixMs(monotonicMs: number): number {
  return performance.timeOrigin + monotonicMs
}

function plainAttributes(attributes: Attributes): PartSpan['attributes'] {
  const plain: PartSpan['attributes'] = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') plain[name] = value.slice(0, MAX_TEXT)
    else if (typeof value === 'number' || typeof value === 'boolean') plain[name] = value
    else if (Array.isArray(value)) plain[name] = value.map(one => String(one).slice(0, MAX_TEXT))
  }
  return plain
}
