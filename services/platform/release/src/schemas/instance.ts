import { Id } from '@portico/service-kit'
import Type from 'typebox'
import { Count, PlatformName, Version } from './release.ts'

const instance = {
  service: PlatformName,
  tag: PlatformName,
  version: Version,
  url: Type.String({ maxLength: 500, pattern: '^https?://[^/?#\\s]+/?$' }),
}

export const HeartbeatBody = Type.Object(instance)
export const InstanceSchema = Type.Object({ id: Id, ...instance, isHealthy: Type.Boolean() })
export const HeartbeatAnswerSchema = Type.Object({
  revision: Count,
  instances: Type.Array(InstanceSchema),
})
