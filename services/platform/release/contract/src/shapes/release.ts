import { MEMBER_LISTS } from '@portico/release'
import { Id, Nullable, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { ApprovalRequestSchema } from './approval-request.ts'
import { Instant } from './instant.ts'

const MAX_NAMES = 100
const MAX_LISTED = 10_000

export const Count = Type.Integer({ minimum: 0 })
export const Reason = Type.String({ maxLength: 2000 })
export const PlatformName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
export const Version = Type.String({ minLength: 1, maxLength: 128, pattern: '^[0-9A-Za-z.+-]+$' })
/** As the gateways know it. */
export const TenantId = Type.String({ minLength: 1, maxLength: 128, pattern: '^\\S+$' })
export const ListName = Type.Enum([...MEMBER_LISTS])
const StateName = Type.Enum(['draft', 'gray', 'full', 'aborted'])

const Text = Type.String({ minLength: 1, maxLength: 2000 })
const LocalText = Type.Object({ 'zh-CN': Text, en: Text })
const AppVersions = Type.Record(PlatformName, Version, { maxProperties: MAX_NAMES })
const ServiceTags = Type.Record(PlatformName, PlatformName, { maxProperties: MAX_NAMES })
const PercentBp = Type.Integer({ minimum: 0, maximum: 10_000 })

const ConstraintSchema = Type.Union([
  Type.Object({
    attribute: Type.Union([Type.Literal('plan'), Type.Literal('region')]),
    operator: Type.Union([Type.Literal('in'), Type.Literal('not-in')]),
    values: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 100 }),
  }),
  Type.Object({
    attribute: Type.Literal('createdAt'),
    operator: Type.Union([Type.Literal('before'), Type.Literal('after')]),
    value: Instant,
  }),
])
const Constraints = Type.Array(ConstraintSchema, { maxItems: 20 })

export const GuardrailSchema = Type.Object({
  metric: Type.Enum(['load-failures', 'js-errors', 'upstream-errors', 'p95-ms']),
  limit: Type.Number({ minimum: 0, maximum: 1000 }),
  minSamples: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
})
const Guardrails = Type.Array(GuardrailSchema, { maxItems: 20 })
const Tenants = Type.Array(TenantId, { maxItems: MAX_LISTED })

const changeable = {
  title: Type.Optional(LocalText),
  notes: Type.Optional(LocalText),
  percentBp: Type.Optional(PercentBp),
  constraints: Type.Optional(Constraints),
  breaking: Type.Optional(Type.Boolean()),
  isOpenToJoin: Type.Optional(Type.Boolean()),
  guardrails: Type.Optional(Guardrails),
  reason: Type.Optional(Reason),
}

const Salt = Type.String({ minLength: 1, maxLength: 100 })

export const WantedReleaseBody = Type.Object({
  ...changeable,
  overlay: Type.Object({
    apps: Type.Optional(AppVersions),
    services: Type.Optional(ServiceTags),
    shared: Type.Optional(AppVersions),
  }),
  salt: Type.Optional(Salt),
  allow: Type.Optional(Tenants),
  block: Type.Optional(Tenants),
  isForced: Type.Optional(Type.Boolean()),
})
/** Of a release that is not made yet: which tenants would get it. */
export const WantedReachBody = Type.Object({
  salt: Salt,
  percentBp: PercentBp,
  constraints: Type.Optional(Constraints),
  allow: Type.Optional(Tenants),
  block: Type.Optional(Tenants),
  isForced: Type.Optional(Type.Boolean()),
})
export const ReleaseChangeBody = Type.Object({ ...changeable, evict: Type.Optional(Type.Boolean()) })
export const ReleaseStepBody = Type.Object({
  reason: Type.Optional(Reason),
  isForced: Type.Optional(Type.Boolean()),
})
export const MemberChangeBody = Type.Object({
  add: Type.Optional(Tenants),
  remove: Type.Optional(Tenants),
  isForced: Type.Optional(Type.Boolean()),
  reason: Type.Optional(Reason),
})

const ListRef = Type.Object({ count: Count, revision: Count })
export const OverlaySchema = Type.Object({
  apps: Type.Record(Type.String(), Type.String()),
  services: Type.Record(Type.String(), Type.String()),
  shared: Type.Optional(Type.Record(Type.String(), Type.String())),
})

/** As it is answered: notes may be empty. */
export const LocalTextSchema = Type.Object({ 'zh-CN': Type.String(), en: Type.String() })

const AnsweredConstraint = Type.Union([
  Type.Object({
    attribute: Type.Union([Type.Literal('plan'), Type.Literal('region')]),
    operator: Type.Union([Type.Literal('in'), Type.Literal('not-in')]),
    values: Type.Array(Type.String()),
  }),
  Type.Object({
    attribute: Type.Literal('createdAt'),
    operator: Type.Union([Type.Literal('before'), Type.Literal('after')]),
    value: Type.String(),
  }),
])

const decided = {
  id: Type.String(),
  salt: Type.String(),
  percentBp: Type.Integer(),
  keptBp: Type.Integer(),
  constraints: Type.Array(AnsweredConstraint),
  overlay: OverlaySchema,
  breaking: Type.Boolean(),
  isOpenToJoin: Type.Boolean(),
  title: LocalTextSchema,
  notes: LocalTextSchema,
  lists: Type.Object({ allow: ListRef, block: ListRef, left: ListRef, joined: ListRef }),
}

export const RunningReleaseSchema = Type.Object(decided)
export const ReleaseSchema = Type.Object({
  ...decided,
  state: StateName,
  revision: Count,
  guardrails: Guardrails,
  createdAt: Type.String(),
  createdBy: Type.String(),
  startedAt: Nullable(Type.String()),
  endedAt: Nullable(Type.String()),
  endReason: Nullable(Type.String()),
  promotion: Type.Optional(ApprovalRequestSchema),
})

export const ReleaseQuery = Type.Interface([PageQuery], {
  state: Type.Optional(StateName),
  app: Type.Optional(PlatformName),
})

export const ListParams = Type.Object({ id: Id, list: ListName })
/** The other two are what merchants chose for themselves. */
export const OwnListParams = Type.Object({ id: Id, list: Type.Enum(['allow', 'block']) })
export const Member = Type.Object({ tenantId: Type.String() })
export const ReplaceMembersQuery = Type.Object({
  reason: Type.Optional(Reason),
  force: Type.Optional(Type.Literal('true')),
})

const Choice = Nullable(Type.Union([Type.Literal('left'), Type.Literal('joined')]))
export const ChoiceBody = Type.Object({ choice: Choice, reason: Type.Optional(Reason) })
/** Of the caller's tenant. */
export const PreviewSchema = Type.Object({
  releaseId: Id,
  title: LocalTextSchema,
  notes: LocalTextSchema,
  isIn: Type.Boolean(),
  choice: Choice,
  isOpenToJoin: Type.Boolean(),
})
