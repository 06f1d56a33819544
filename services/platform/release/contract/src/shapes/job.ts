import { Id, Nullable, PageQuery } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { TenantId } from './release.ts'

/** Of one call. */
const MAX_TENANTS = 5_000
const MAX_PARALLEL = 32
const MAX_LEASE_SECONDS = 300
const STRICT = { additionalProperties: false }

const Reason = Type.String({ minLength: 1, maxLength: 2000 })
const Code = Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,63}$' })
const Count = Type.Integer({ minimum: 0 })
/** Rights of the platform are those of operators. */
const Permission = Type.String({
  pattern: '^(?!platform\\.)[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+$',
  maxLength: 100,
})

export const JobBody = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
    script: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its text.' }),
    permissions: Type.Array(Permission, { maxItems: 50, description: 'What it may do in each tenant.' }),
    isDryRun: Type.Boolean({ description: 'It may read, and write nothing.' }),
    parallel: Type.Integer({
      minimum: 1,
      maximum: MAX_PARALLEL,
      description: 'Tenants at one moment, of all runners together.',
    }),
    maxFailures: Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'It stops when more have failed.',
    }),
    reason: Reason,
  },
  STRICT,
)

export const JobTenantsBody = Type.Union([
  Type.Object(
    {
      tenants: Type.Array(TenantId, {
        minItems: 1,
        maxItems: MAX_TENANTS,
        description: 'Ids or short names.',
      }),
    },
    STRICT,
  ),
  Type.Object({ all: Type.Literal(true, { description: 'Every tenant but those of operators.' }) }, STRICT),
])

export const JobSchema = Type.Object({
  id: Id,
  name: Type.String(),
  script: Type.String(),
  permissions: Type.Array(Type.String()),
  isDryRun: Type.Boolean(),
  parallel: Count,
  maxFailures: Count,
  reason: Type.String(),
  state: Type.Enum(['FILLING', 'RUNNING', 'DONE', 'STOPPED', 'CANCELLED']),
  tenantCount: Count,
  createdAt: Type.String(),
  createdBy: Type.String(),
  endedAt: Nullable(Type.String()),
})
export const JobDetailSchema = Type.Object({
  ...JobSchema.properties,
  counts: Type.Object({ waiting: Count, running: Count, done: Count, failed: Count }),
})

const JobTenantState = Type.Enum(['WAITING', 'RUNNING', 'DONE', 'FAILED'])
export const JobTenantQuery = Type.Interface([PageQuery], { state: Type.Optional(JobTenantState) })
export const JobTenantSchema = Type.Object({
  tenantId: Type.String(),
  state: JobTenantState,
  attempt: Count,
  endedAt: Nullable(Type.String()),
  code: Nullable(Type.String()),
  message: Nullable(Type.String()),
  result: Type.Unknown(),
})

const Held = { tenantId: TenantId, attempt: Type.Integer({ minimum: 1 }) }
export const JobStepBody = Type.Object(
  {
    results: Type.Array(
      Type.Object(
        {
          ...Held,
          code: Nullable(Code),
          message: Nullable(Type.String({ maxLength: 1000 })),
          result: Type.Unknown({ description: 'JSON of 4,000 characters.' }),
        },
        STRICT,
      ),
      { maxItems: MAX_PARALLEL, description: 'What has come to its end; with a code: failed.' },
    ),
    renew: Type.Array(Type.Object(Held, STRICT), {
      maxItems: MAX_PARALLEL,
      description: 'What is held on to.',
    }),
    take: Type.Integer({
      minimum: 0,
      maximum: MAX_PARALLEL,
      description: 'How many more are taken at most.',
    }),
    leaseSeconds: Type.Integer({ minimum: 5, maximum: MAX_LEASE_SECONDS }),
  },
  STRICT,
)
export type JobStep = Static<typeof JobStepBody>

/** What the caller holds now, and until when; of what it held and is not there another one may have it. */
export const JobStepAnswer = Type.Object({
  job: JobDetailSchema,
  held: Type.Array(Type.Object({ tenantId: Type.String(), attempt: Count, isNew: Type.Boolean() })),
  leasedUntil: Type.String(),
})

export const JobReasonBody = Type.Object({ reason: Reason }, STRICT)
export const JobRetryBody = Type.Object({ reason: Reason, script: JobBody.properties.script }, STRICT)
