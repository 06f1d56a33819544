import { INTERVENTION_KINDS, type InterventionEffect } from '@portico/release'
import { Id, Nullable, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { TenantId } from './release.ts'

const MAX_MINUTES = 7 * 24 * 60
const MAX_PER_SECOND = 1_000_000
const MAX_PERCENT = 1_000

const Operation = Type.String({ pattern: '^[_A-Za-z][_0-9A-Za-z]{0,127}$' })
const Field = Type.String({ pattern: '^[_A-Za-z][_0-9A-Za-z]{0,127}\\.[_A-Za-z][_0-9A-Za-z]{0,127}$' })
const STRICT = { additionalProperties: false }
const tenant = Type.Optional(TenantId)

export const InterventionBody = Type.Object(
  {
    effect: Type.Union([
      Type.Object(
        {
          kind: Type.Literal('limit'),
          operation: Type.Optional(Operation),
          tenant,
          perSecond: Type.Integer({ minimum: 1, maximum: MAX_PER_SECOND }),
        },
        STRICT,
      ),
      Type.Object({ kind: Type.Literal('block'), operation: Operation, tenant }, STRICT),
      Type.Object({ kind: Type.Literal('degrade'), field: Field, tenant }, STRICT),
      Type.Object(
        { kind: Type.Literal('weigh'), instance: Id, percent: Type.Integer({ minimum: 0, maximum: 99 }) },
        STRICT,
      ),
      Type.Object(
        {
          kind: Type.Literal('budget'),
          tenant: TenantId,
          percent: Type.Integer({ minimum: 1, maximum: MAX_PERCENT }),
        },
        STRICT,
      ),
    ]),
    owner: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'The person or team that answers for it.',
    }),
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
    minutes: Type.Integer({ minimum: 1, maximum: MAX_MINUTES, description: 'Until it ends by itself.' }),
  },
  STRICT,
)

/** A gateway of before a further kind reads the rest. */
const AnsweredEffect = Type.Unsafe<InterventionEffect>(
  Type.Object({
    kind: Type.String(),
    operation: Type.Optional(Type.String()),
    tenant: Type.Optional(Type.String()),
    field: Type.Optional(Type.String()),
    instance: Type.Optional(Type.String()),
    perSecond: Type.Optional(Type.Number()),
    percent: Type.Optional(Type.Number()),
  }),
)

export const InForceSchema = Type.Object({
  id: Type.String(),
  effect: AnsweredEffect,
  endsAt: Type.String(),
})
export const InterventionSchema = Type.Object({
  id: Id,
  effect: AnsweredEffect,
  owner: Type.String(),
  reason: Type.String(),
  createdAt: Type.String(),
  createdBy: Type.String(),
  endsAt: Type.String(),
  endedAt: Nullable(Type.String()),
  endedBy: Nullable(Type.String()),
})
export const InterventionQuery = Type.Interface([PageQuery], {
  state: Type.Optional(Type.Enum(['inForce', 'ended'])),
  kind: Type.Optional(Type.Enum([...INTERVENTION_KINDS])),
})
export const EndBody = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 2000 })) })
