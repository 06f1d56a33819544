import { Id, Nullable } from '@portico/service-contract'
import Type from 'typebox'
import { DecisionReasonSchema } from './decision-reason.ts'
import { Instant } from './instant.ts'
import { Count, Reason, WantedReleaseBody } from './release.ts'

const MAX_STEPS = 20
const MAX_FREEZES = 20
/** 30 days. */
const MAX_BAKE_MINUTES = 30 * 24 * 60

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
const Step = Type.Object({
  percentBp: Type.Integer({ minimum: 1, maximum: 10_000 }),
  bakeMinutes: Type.Integer({ minimum: 0, maximum: MAX_BAKE_MINUTES }),
  isAutomatic: Type.Boolean(),
  promotes: Type.Optional(Type.Boolean()),
})
const Freeze = Type.Object({
  days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
  from: Clock,
  to: Clock,
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
})
const Steps = Type.Array(Step, { minItems: 1, maxItems: MAX_STEPS })
const Freezes = Type.Array(Freeze, { maxItems: MAX_FREEZES })

const wanted = {
  steps: Steps,
  freezes: Type.Optional(Freezes),
  startsAt: Type.Optional(Instant),
}
export const WantedPlanBody = Type.Object({ ...wanted, reason: Type.Optional(Reason) })
/** A release and its plan are made in one transaction: one without the other is never seen. */
export const PlannedReleaseBody = Type.Interface([WantedReleaseBody], {
  plan: Type.Optional(Type.Object(wanted)),
})

export const PlanSchema = Type.Object({
  releaseId: Id,
  steps: Steps,
  freezes: Freezes,
  startsAt: Nullable(Type.String()),
  position: Type.Integer(),
  steppedAt: Nullable(Type.String()),
  isPaused: Type.Boolean(),
  waitsFor: Type.Enum([
    'START',
    'BAKE',
    'PERSON',
    'PAUSED',
    'FROZEN',
    'GUARDRAIL',
    'APPROVAL',
    'REFUSED',
    'NOTHING',
    'DONE',
  ]),
  waitsUntil: Nullable(Type.String()),
  problem: Nullable(Type.String()),
  requestedBy: Type.String(),
  approvedBy: Nullable(Type.String()),
})

export const DropPlanQuery = Type.Object({ reason: Type.Optional(Reason) })

export const ReachQuery = Type.Object({
  percentBp: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
})
export const ReachSchema = Type.Object({
  percentBp: Count,
  reached: Count,
  total: Count,
  tenants: Type.Array(
    Type.Object({ tenantId: Type.String(), slug: Type.String(), reason: DecisionReasonSchema }),
  ),
})
