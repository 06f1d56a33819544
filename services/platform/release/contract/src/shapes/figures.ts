import { Id, Nullable } from '@portico/service-contract'
import Type from 'typebox'
import { Count, GuardrailSchema, TenantId } from './release.ts'

const MAX_MINUTES = 7 * 24 * 60
const Value = Nullable(Type.Number())
const FiguresSchema = Type.Object({
  count: Count,
  failures: Count,
  errors: Count,
  p50Ms: Value,
  p95Ms: Value,
})

export const FiguresQuery = Type.Object({
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_MINUTES })),
})
/** The subjects are of the minutes asked for; the guardrails are as the guard sees them, of its own. */
export const ReleaseFiguresSchema = Type.Object({
  releaseId: Id,
  minutes: Count,
  subjects: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('app'), Type.Literal('service')]),
      name: Type.String(),
      gray: FiguresSchema,
      stable: FiguresSchema,
    }),
  ),
  guardrails: Type.Array(
    Type.Object({
      guardrail: GuardrailSchema,
      state: Type.Union([Type.Literal('hold'), Type.Literal('ok'), Type.Literal('breached')]),
      gray: Value,
      stable: Value,
      samples: Count,
      reportedBy: Type.Optional(Type.Object({ tenants: Count, users: Count })),
    }),
  ),
})

export const RoutingParams = Type.Object({ tenantId: TenantId })
export const TenantRoutingSchema = Type.Object({
  tenantId: TenantId,
  services: Type.Record(Type.String(), Type.String()),
  revision: Count,
})
