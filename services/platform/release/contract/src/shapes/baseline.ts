import { Nullable } from '@portico/service-contract'
import Type from 'typebox'
import { ApprovalRequestSchema } from './approval-request.ts'
import { Count, Reason } from './release.ts'

const Values = Type.Record(Type.String(), Type.String())

export const BaselineSchema = Type.Object({
  shell: Type.String(),
  apps: Values,
  shared: Values,
  services: Values,
})

export const BaselineEntrySchema = Type.Object({
  revision: Type.Integer(),
  baseline: BaselineSchema,
  at: Type.String(),
  actor: Type.String(),
  reason: Nullable(Type.String()),
  releaseId: Nullable(Type.String()),
  returning: Type.Optional(Type.Object({ ...ApprovalRequestSchema.properties, revision: Type.Integer() })),
})

export const ReturnBody = Type.Object({ revision: Count, reason: Type.Optional(Reason) })
export const StopBody = Type.Object({ isStopped: Type.Boolean(), reason: Type.Optional(Reason) })
export const StopAnswer = Type.Object({ isStopped: Type.Boolean(), revision: Count })
