import { DURATION_BOUNDS_MS } from '@portico/release'
import { Nullable } from '@portico/service-contract'
import Type from 'typebox'
import { Count, PlatformName, TenantId } from './release.ts'

const MAX_ROWS = 1_000
const BUCKETS = DURATION_BOUNDS_MS.length + 1
const UnixMs = Type.Number({ minimum: 0, maximum: 1e14 })
/** Postgres keeps no NUL in a text. */
const Name = Type.String({ maxLength: 200, pattern: '^[^\\x00]*$' })
const Releases = Type.String({ maxLength: 1_000, pattern: '^[\\w\\- ]*$' })

const Counted = Type.Object({
  count: Count,
  refused: Count,
  failures: Count,
  durations: Type.Array(Count, { minItems: BUCKETS, maxItems: BUCKETS }),
})
export const TrafficBody = Type.Object({
  at: UnixMs,
  operations: Type.Array(
    Type.Interface([Counted], { tenant: TenantId, app: Name, operation: Name, releases: Releases }),
    { maxItems: MAX_ROWS },
  ),
  calls: Type.Array(
    Type.Interface([Counted], { caller: PlatformName, service: PlatformName, revision: Name }),
    { maxItems: MAX_ROWS },
  ),
})

const Figures = Type.Object({
  count: Count,
  /** For an error of the caller. */
  refused: Count,
  /** For one of ours. */
  failures: Count,
  /** Null: none was counted. */
  p50Ms: Nullable(Type.Number()),
  p95Ms: Nullable(Type.Number()),
})

export const ServiceReportQuery = Type.Object({
  tenant: TenantId,
  /** To now. */
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 })),
  app: Type.Optional(Name),
  operation: Type.Optional(Name),
  /** As in the answer: ids, with a blank between, or `stable`. */
  releases: Type.Optional(Releases),
})
/** Of all operations of one tenant that came to a gateway, by quarters of an hour. */
export const ServiceReportSchema = Type.Object({
  tenant: Type.String(),
  /** The beginning of the first quarter. */
  from: Type.String(),
  until: Type.String(),
  total: Figures,
  /** Of quarters with any. */
  times: Type.Array(Type.Interface([Figures], { at: Type.String() })),
  apps: Type.Array(Type.Interface([Figures], { app: Type.String() })),
  /** Those with the most calls. */
  operations: Type.Array(Type.Interface([Figures], { app: Type.String(), operation: Type.String() })),
  releases: Type.Array(Type.Interface([Figures], { releases: Type.String() })),
  /** The first quarter that anything is kept of, of any tenant; null: nothing is. */
  keptSince: Nullable(Type.String()),
  /** There are more operations. */
  isCut: Type.Boolean(),
})

export const OperationReportQuery = Type.Object({
  /** To now. */
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 })),
  app: Type.Optional(Name),
  /** As in the answer: ids, with a blank between, or `stable`. */
  releases: Type.Optional(Releases),
  /** What the worst come first by; `time` is the median times the calls. */
  by: Type.Optional(Type.Enum(['p95', 'failures', 'time', 'calls'])),
})
/** Of all tenants together. */
export const OperationReportSchema = Type.Object({
  /** The beginning of the first quarter of an hour. */
  from: Type.String(),
  until: Type.String(),
  /** The first quarter that anything is kept of; null: nothing is. */
  keptSince: Nullable(Type.String()),
  total: Figures,
  operations: Type.Array(Type.Interface([Figures], { app: Type.String(), operation: Type.String() })),
  /** There are more operations. */
  isCut: Type.Boolean(),
  /** What can be asked for alone. */
  apps: Type.Array(Type.String()),
  releases: Type.Array(Type.String()),
})

export const ServiceMapQuery = Type.Object({
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
})
/** Every part of the platform that called another, and how that went by revision. */
export const ServiceMapSchema = Type.Object({
  /** Of the time that was looked at, to divide by. */
  seconds: Type.Number(),
  /** Of all callers together. */
  services: Type.Array(Type.Interface([Figures], { service: Type.String(), revision: Type.String() })),
  calls: Type.Array(
    Type.Interface([Figures], { caller: Type.String(), service: Type.String(), revision: Type.String() }),
  ),
})

const MAX_STATEMENTS = 200
const MAX_STEPS = 100
const Fingerprint = Type.String({ pattern: '^[0-9a-f]{12}$' })
const PlanText = Type.String({ maxLength: 500 })
const StepSchema = Type.Object({
  what: PlanText,
  on: PlanText,
  rows: Type.Number(),
  cost: Type.Number(),
  conditions: Type.Array(PlanText, { maxItems: 20 }),
  depth: Count,
})
const PlanSchema = Type.Object({
  steps: Type.Array(StepSchema, { maxItems: MAX_STEPS }),
  problem: Nullable(Type.Enum(['SERVER_TOO_OLD', 'NOT_PLANNED'])),
})
const Slow = Type.Object({
  fingerprint: Fingerprint,
  text: Type.String({ maxLength: 4_000 }),
  count: Count,
  slowestMs: Type.Number({ minimum: 0 }),
})
export const StatementsBody = Type.Object({
  service: PlatformName,
  items: Type.Array(Type.Interface([Slow], { plan: Nullable(PlanSchema) }), { maxItems: MAX_STATEMENTS }),
})
export const StatementParams = Type.Object({ service: PlatformName, fingerprint: Fingerprint })
/** A statement that was slow in the last week. */
export const StatementSchema = Type.Interface([Slow], {
  service: Type.String(),
  firstAt: Type.String(),
  lastAt: Type.String(),
  /** Null: none was taken so far. */
  plan: Nullable(PlanSchema),
  plannedAt: Nullable(Type.String()),
})
