import { Nullable, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { Count, PlatformName, TenantId } from './release.ts'

const MAX_PARTS = 100
const MAX_SPANS = 500
const MAX_ATTRIBUTES = 40
const Hex = (digits: number) => Type.String({ pattern: `^[0-9a-f]{${digits}}$` })
const TraceId = Hex(32)
const SpanId = Hex(16)
const Text = Type.String({ maxLength: 1_000 })
const UnixMs = Type.Number({ minimum: 0, maximum: 1e14 })
const Ms = Type.Number({ minimum: 0, maximum: 1e9 })
const Subject = Type.String({ minLength: 1, maxLength: 64 })
/** As of `KeepReason` of the telemetry. */
const Reason = Type.Enum(['share', 'caller', 'gray', 'marked', 'failed', 'slow'])

const SpanSchema = Type.Object({
  id: SpanId,
  parentId: Nullable(SpanId),
  name: Text,
  /** Of OpenTelemetry's `SpanKind`. */
  kind: Type.Integer({ minimum: 0, maximum: 4 }),
  at: UnixMs,
  ms: Nullable(Ms),
  isFailure: Type.Boolean(),
  attributes: Type.Record(
    Type.String({ maxLength: 100 }),
    Type.Union([Text, Type.Number(), Type.Boolean(), Type.Array(Text, { maxItems: 100 })]),
    { maxProperties: MAX_ATTRIBUTES },
  ),
})

/** What one process recorded of a trace. */
const PartSchema = Type.Object({
  traceId: TraceId,
  service: PlatformName,
  revision: Nullable(Type.String({ maxLength: 200 })),
  reason: Reason,
  at: UnixMs,
  ms: Nullable(Ms),
  name: Text,
  tenant: Nullable(TenantId),
  isRoot: Type.Boolean(),
  hasFailed: Type.Boolean(),
  subjects: Type.Array(Subject, { maxItems: 20 }),
  droppedSpans: Count,
  spans: Type.Array(SpanSchema, { minItems: 1, maxItems: MAX_SPANS }),
})
export const TracesBody = Type.Object({ parts: Type.Array(PartSchema, { maxItems: MAX_PARTS }) })
/** Traces of the last seconds that were kept for how they ended: those who took part in them may still have their part. */
export const TracesAnswer = Type.Object({ late: Type.Array(TraceId) })

export const TraceQuery = Type.Interface([PageQuery], {
  /** A part of the name of a request, such as that of its operation. */
  name: Type.Optional(Type.String({ maxLength: 200 })),
  tenant: Type.Optional(TenantId),
  /** The number of an order, the id of an import. */
  subject: Type.Optional(Subject),
  service: Type.Optional(PlatformName),
  failed: Type.Optional(Type.Boolean()),
  /** At least so many milliseconds. */
  slower: Type.Optional(Ms),
})
export const TraceParams = Type.Object({ id: TraceId })
export const TraceSummarySchema = Type.Object({
  id: TraceId,
  at: Type.String(),
  ms: Nullable(Type.Number()),
  name: Type.String(),
  tenantId: Nullable(Type.String()),
  reason: Reason,
  hasFailed: Type.Boolean(),
  services: Type.Array(Type.String()),
  subjects: Type.Array(Type.String()),
})
export const TraceSchema = Type.Interface([TraceSummarySchema], {
  droppedSpans: Count,
  spans: Type.Array(
    Type.Interface([SpanSchema], { service: Type.String(), revision: Nullable(Type.String()) }),
  ),
})

export const TrafficQuery = Type.Object({
  /** Of the last hour, so many minutes. */
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** Calls that it makes or takes, and its statements. */
  service: Type.Optional(PlatformName),
  tenant: Type.Optional(TenantId),
})
const Times = Type.Object({
  count: Count,
  failures: Count,
  p95Ms: Type.Number(),
  /** A trace in which it was slowest. */
  traceId: TraceId,
})
/** Of the traces that were kept: failed, slow and gray ones among them weigh more than they happen. */
export const TrafficSummarySchema = Type.Object({
  /** Parts that were looked at, the newest. */
  parts: Count,
  /** The time from the first of them to now was not looked at whole. */
  isCut: Type.Boolean(),
  calls: Type.Array(
    Type.Interface([Times], { caller: Type.String(), service: Type.String(), revision: Type.String() }),
  ),
  operations: Type.Array(Type.Interface([Times], { name: Type.String() })),
  statements: Type.Array(
    Type.Interface([Times], { service: Type.String(), fingerprint: Type.String(), text: Type.String() }),
  ),
})
