import { Id } from '@portico/service-contract'
import Type from 'typebox'
import { BaselineSchema } from './baseline.ts'
import { TenantCellSchema } from './cell.ts'
import { InstanceSchema } from './instance.ts'
import { InForceSchema } from './intervention.ts'
import { Count, ListName, LocalTextSchema, OverlaySchema, RunningReleaseSchema } from './release.ts'

export const FeedSchema = Type.Object({
  revision: Count,
  isStopped: Type.Boolean(),
  baseline: BaselineSchema,
  releases: Type.Array(RunningReleaseSchema),
  inForce: Type.Array(
    Type.Object({
      id: Type.String(),
      overlay: OverlaySchema,
      title: LocalTextSchema,
      notes: LocalTextSchema,
    }),
  ),
  breakingServices: Type.Array(Type.String()),
  revoked: Type.Array(Type.Object({ id: Type.String(), isForced: Type.Boolean() })),
  /** Left out by a release service that is older than its gateways. */
  revokedLinks: Type.Optional(Type.Array(Type.String())),
  instances: Type.Array(InstanceSchema),
  /** Left out by a release service that is older than its gateways. */
  interventions: Type.Optional(Type.Array(InForceSchema)),
  /** Left out: no tenant was moved. */
  cells: Type.Optional(Type.Array(TenantCellSchema)),
})

export const FeedHeaders = Type.Object({
  'if-none-match': Type.Optional(Type.String({ description: 'The quoted revision the caller has.' })),
  prefer: Type.Optional(
    Type.String({ description: '`wait=20`: held for so many seconds, 25 at most, until there is another.' }),
  ),
})
export const FeedListParams = Type.Object({ releaseId: Id, list: ListName })
export const FeedListQuery = Type.Object({
  since: Type.Optional(Type.Integer({ minimum: 0, description: 'Revision of the list the caller has.' })),
})
