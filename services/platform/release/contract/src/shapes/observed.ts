import { DURATION_BOUNDS_MS, MAX_FRAME_TEXT, MAX_FRAMES } from '@portico/release'
import { Id, Nullable, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { DecisionReasonSchema } from './decision-reason.ts'
import { Instant } from './instant.ts'
import { Count, PlatformName, TenantId, Version } from './release.ts'

const MAX_ITEMS = 1000
const Values = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 128 }))
const SnapshotId = Type.String({ minLength: 1, maxLength: 128 })
const RequestId = Type.String({ minLength: 1, maxLength: 128 })

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
  decisions: Type.Array(
    Type.Object({ releaseId: Id, isGray: Type.Boolean(), reason: DecisionReasonSchema }),
    {
      maxItems: 100,
    },
  ),
  route: Nullable(Type.String({ maxLength: 2000 })),
})
export const DecisionsBody = Type.Object({ items: Type.Array(DecisionSchema, { maxItems: MAX_ITEMS }) })
export const TenantSchema = Type.Object({
  tenantId: Type.String(),
  reason: DecisionReasonSchema,
  lastSeenAt: Type.String(),
})

const BUCKETS = DURATION_BOUNDS_MS.length + 1
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
      durations: Type.Array(Count, { minItems: BUCKETS, maxItems: BUCKETS }),
      reporter: Type.Optional(
        Type.Object({ tenantId: TenantId, userKey: Type.String({ pattern: '^[\\w-]{16,64}$' }) }),
      ),
    }),
    { maxItems: MAX_ITEMS },
  ),
})

const Line = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const FrameText = Type.String({ maxLength: MAX_FRAME_TEXT })
const FrameSchema = Type.Object({
  artifact: PlatformName,
  version: Version,
  file: Type.String({ minLength: 1, maxLength: MAX_FRAME_TEXT }),
  line: Line,
  column: Line,
  function: Nullable(FrameText),
})
const StackSchema = Type.Object({
  error: Type.String({ minLength: 1, maxLength: 64 }),
  frames: Type.Array(FrameSchema, { minItems: 1, maxItems: MAX_FRAMES }),
})
const Origin = Type.Enum(['uncaught', 'unhandled-rejection'])

const Trouble = Type.Object({
  releaseId: Nullable(Id),
  app: PlatformName,
  version: Version,
  tenantId: TenantId,
  code: Type.String({ minLength: 1, maxLength: 100 }),
  message: Type.String({ maxLength: 2000 }),
  fallback: Nullable(Version),
})
export const IncidentBody = Type.Interface([Trouble], {
  snapshotId: Type.Optional(SnapshotId),
  stack: Type.Optional(StackSchema),
  origin: Type.Optional(Origin),
  isUnattributed: Type.Optional(Type.Boolean()),
})
const PlaceSchema = Type.Object({
  source: Type.String(),
  line: Count,
  column: Count,
  function: Nullable(Type.String()),
})
export const IncidentSchema = Type.Interface([Trouble], {
  id: Id,
  snapshotId: Nullable(SnapshotId),
  firstAt: Type.String(),
  lastAt: Type.String(),
  count: Count,
  origin: Nullable(Origin),
  isUnattributed: Type.Boolean(),
  fingerprint: Nullable(Type.String()),
  place: Nullable(PlaceSchema),
  /** The first incident of the same fault, of every release and version; in lists alone, null where no fault is known. */
  began: Type.Optional(Nullable(Type.Object({ releaseId: Nullable(Type.String()), version: Type.String() }))),
})

const ReadableFrameSchema = Type.Interface([FrameSchema], {
  part: Type.Enum(['own', 'library', 'shell', 'other']),
  place: Nullable(PlaceSchema),
  unmapped: Nullable(Type.Enum(['NO_MAP', 'TOO_LARGE', 'BROKEN', 'FOREIGN', 'NO_PLACE', 'GAVE_UP'])),
  code: Nullable(Type.Array(Type.Object({ line: Count, text: Type.String() }))),
})
export const IncidentDetailsSchema = Type.Interface([IncidentSchema], {
  stack: Nullable(
    Type.Object({ error: Type.String(), isMapped: Type.Boolean(), frames: Type.Array(ReadableFrameSchema) }),
  ),
})

export const IncidentQuery = Type.Interface([PageQuery], {
  release: Type.Optional(Id),
  app: Type.Optional(PlatformName),
})
export const DecisionParams = Type.Object({ requestId: RequestId })
