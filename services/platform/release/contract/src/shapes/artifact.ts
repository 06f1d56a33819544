import { Nullable, PageQuery } from '@portico/service-contract'
import Type from 'typebox'
import { Count, LocalTextSchema, PlatformName, Version } from './release.ts'

const MAX_RETENTION_DAYS = 3650
const MAX_NAMES = 500

const ArtifactFileSchema = Type.Object({ path: Type.String(), sizeBytes: Count, integrity: Type.String() })

const artifact = {
  name: Type.String(),
  version: Type.String(),
  kind: Type.Enum(['app', 'shell', 'shared']),
  sizeBytes: Count,
  fileCount: Count,
  digest: Type.String(),
  publishedAt: Type.String(),
  publishedBy: Type.String(),
  isLocal: Type.Boolean(),
}

export const ArtifactSchema = Type.Object(artifact)

export const ArtifactDetailsSchema = Type.Object({
  ...artifact,
  files: Type.Array(ArtifactFileSchema),
  title: Nullable(LocalTextSchema),
  base: Nullable(Type.String()),
  operationCount: Count,
  requires: Type.Record(Type.String(), Type.String()),
})

export const ArtifactChangesSchema = Type.Object({
  from: Type.String(),
  to: Type.String(),
  added: Type.Array(ArtifactFileSchema),
  removed: Type.Array(ArtifactFileSchema),
  changed: Type.Array(Type.Object({ path: Type.String(), fromBytes: Count, toBytes: Count })),
  operationsAdded: Type.Array(Type.String()),
  operationsRemoved: Type.Array(Type.String()),
  sizeDeltaBytes: Type.Integer(),
})

export const AudienceSchema = Type.Object({ isReleased: Type.Boolean() })
export const ArtifactParams = Type.Object({ name: PlatformName, version: Version })
export const ChangesQuery = Type.Object({ from: Version })
export const ArtifactQuery = Type.Interface([PageQuery], { name: Type.Optional(PlatformName) })

export const CollectBody = Type.Object({
  retentionDays: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_RETENTION_DAYS })),
  isDryRun: Type.Optional(Type.Boolean()),
})
export const CollectedSchema = Type.Object({ deleted: Type.Array(Type.String()), kept: Count })

const Versions = Type.Record(PlatformName, Version, { maxProperties: MAX_NAMES })

export const LocalBody = Type.Object({
  shell: Version,
  apps: Versions,
  shared: Versions,
  /** Registered too, but for releases: no page gets them by itself. */
  others: Type.Optional(
    Type.Array(Type.Object({ name: PlatformName, version: Version }), { maxItems: MAX_NAMES }),
  ),
})

/** A local build that not every tenant gets, and what stands in its place. */
export const OverlaidSchema = Type.Object({
  name: Type.String(),
  version: Type.String(),
  built: Type.String(),
  releaseId: Nullable(Type.String()),
})
export const DigestsSchema = Type.Object({ digests: Type.Record(Type.String(), Type.String()) })

export const GraphParams = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }) })
export const GraphBody = Type.Object({ sdl: Type.String({ minLength: 1 }) })
