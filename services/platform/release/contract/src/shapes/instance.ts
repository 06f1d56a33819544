import Type from 'typebox'
import { CellName } from './cell.ts'
import { Count, PlatformName, Version } from './release.ts'

const instance = {
  service: PlatformName,
  tag: PlatformName,
  version: Version,
  url: Type.String({ maxLength: 500, pattern: '^https?://[^/?#\\s]+/?$' }),
  /** Left out: home. */
  cell: Type.Optional(CellName),
}

export const HeartbeatBody = Type.Object(instance)
export const InstanceSchema = Type.Object({
  id: Type.String(),
  service: Type.String(),
  tag: Type.String(),
  version: Type.String(),
  url: Type.String({ pattern: '^https?://' }),
  isHealthy: Type.Boolean(),
  /** Left out: it takes all of its turns. */
  cell: Type.Optional(Type.String()),
  share: Type.Optional(Type.Object({ percent: Type.Number(), endsAt: Type.String() })),
})
export const HeartbeatAnswerSchema = Type.Object({
  revision: Count,
  instances: Type.Array(InstanceSchema),
})
