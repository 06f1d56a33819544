import { Id } from '@portico/service-kit'
import Type from 'typebox'
import { BaselineSchema } from '../schemas/baseline.ts'
import { InstanceSchema } from '../schemas/instance.ts'
import { Count, LocalTextSchema, OverlaySchema, RunningReleaseSchema } from '../schemas/release.ts'

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
