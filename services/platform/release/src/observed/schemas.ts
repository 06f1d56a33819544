import { durationBoundsMs } from '@portico/release'
import { Id, Nullable } from '@portico/service-kit'
import Type from 'typebox'
import { Instant } from '../http/instant.ts'
import { Count, PlatformName, TenantId, Version } from '../releases/schemas.ts'

const MAX_ITEMS = 1000
const Values = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 128 }))
const SnapshotId = Type.String({ minLength: 1, maxLength: 128 })
export const RequestId = Type.String({ minLength: 1, maxLength: 128 })
const Reason = Type.Enum([
  'KILL',
  'LANE',
  'BLOCK',
  'ALLOW',
  'CONSTRAINT',
  'STICKY',
  'PERCENT',
  'DEFAULT',
  'NO_TENANT',
])

const ContentSchema = Type.Object({
  shell: Type.String({ maxLength: 128 }),
  apps: Values,
  shared: Values,
  services: Values,
  releases: Type.Array(Id, { maxItems: 100 }),
})

export const SnapshotReportBody = Type.Object({
  items: Type.Array(Type.Object({ id: SnapshotId, content: ContentSchema, at: Instant, pageCount: Count }), {
    maxItems: MAX_ITEMS,
  }),
})
export const SnapshotParams = Type.Object({ id: SnapshotId })
export const SnapshotSchema = Type.Object({
  id: SnapshotId,
  content: ContentSchema,
  firstServedAt: Type.String(),
  lastServedAt: Type.String(),
  pageCount: Count,
})

export const DecisionSchema = Type.Object({
  requestId: RequestId,
  at: Instant,
  tenantId: Nullable(TenantId),
  kind: Type.Union([Type.Literal('page'), Type.Literal('call')]),
  snapshotId: Type.String({ maxLength: 128 }),
  rulesRevision: Count,
  isStale: Type.Boolean(),
  decisions: Type.Array(Type.Object({ releaseId: Id, isGray: Type.Boolean(), reason: Reason }), {
    maxItems: 100,
  }),
  route: Nullable(Type.String({ maxLength: 2000 })),
})
export const DecisionsBody = Type.Object({ items: Type.Array(DecisionSchema, { maxItems: MAX_ITEMS }) })
export const TenantSchema = Type.Object({
  tenantId: Type.String(),
  reason: Reason,
  lastSeenAt: Type.String(),
})

const buckets = durationBoundsMs.length + 1
export const MeasurementsBody = Type.Object({
  items: Type.Array(
    Type.Object({
      minute: Instant,
      release: Nullable(Id),
      subject: Type.Object({
        kind: Type.Union([Type.Literal('app'), Type.Literal('service')]),
        name: PlatformName,
      }),
      count: Count,
      failures: Count,
      errors: Count,
      durations: Type.Array(Count, { minItems: buckets, maxItems: buckets }),
      reporter: Type.Optional(
        Type.Object({ tenantId: TenantId, userKey: Type.String({ pattern: '^[\\w-]{16,64}$' }) }),
      ),
    }),
    { maxItems: MAX_ITEMS },
  ),
})

export const IncidentBody = Type.Object({
  releaseId: Nullable(Id),
  app: PlatformName,
  version: Version,
  tenantId: TenantId,
  code: Type.String({ minLength: 1, maxLength: 100 }),
  message: Type.String({ maxLength: 2000 }),
  fallback: Nullable(Version),
})
export const IncidentSchema = Type.Interface([IncidentBody], {
  id: Id,
  firstAt: Type.String(),
  lastAt: Type.String(),
  count: Count,
})
