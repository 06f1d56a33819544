import { Currency, Id, Name } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { TENANT_KINDS } from '../roles/permissions.ts'
import { WantedUser } from '../users/user.schema.ts'

const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })
const Attribute = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9][a-z0-9-]*$' })
/** ISO, in UTC. */
const Instant = Type.String({ format: 'date-time', pattern: 'Z$' })

/** What releases choose tenants by; left out where it is not known. */
const releaseFacts = {
  plan: Type.Optional(Attribute),
  region: Type.Optional(Attribute),
  createdAt: Type.Optional(Instant),
}

export const Tenant = Type.Object({
  id: Id,
  slug: Slug,
  name: Type.String(),
  currency: Currency,
  timeZone: Type.String(),
  ...releaseFacts,
})
export type Tenant = Static<typeof Tenant>

export const WantedTenant = Type.Object({
  slug: Slug,
  name: Name,
  currency: Currency,
  /** IANA name, such as Asia/Shanghai. */
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
  /** `merchant` when left out. Of a tenant that is there already it never changes. */
  kind: Type.Optional(Type.Enum([...TENANT_KINDS])),
  ...releaseFacts,
  users: Type.Array(WantedUser, { maxItems: 100 }),
})
export type WantedTenant = Static<typeof WantedTenant>
