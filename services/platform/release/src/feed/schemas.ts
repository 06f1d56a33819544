import { Id } from '@portico/service-kit'
import Type from 'typebox'
import { BaselineSchema } from '../baseline/schemas.ts'
import { InstanceSchema } from '../instances/schemas.ts'
import { Count, LocalTextSchema, OverlaySchema, RunningReleaseSchema } from '../releases/schemas.ts'

export const FeedSchema = Type.Object({
  revision: Count,
  isStopped: Type.Boolean(),
  baseline: BaselineSchema,
  releases: Type.Array(RunningReleaseSchema),
  inForce: Type.Array(
    Type.Object({ id: Id, overlay: OverlaySchema, title: LocalTextSchema, notes: LocalTextSchema }),
  ),
  breakingServices: Type.Array(Type.String()),
  revoked: Type.Array(Type.Object({ id: Id, isForced: Type.Boolean() })),
  instances: Type.Array(InstanceSchema),
})
