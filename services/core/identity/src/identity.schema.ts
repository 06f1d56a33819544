import { Currency, Id, Name } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { ROLES } from './roles.ts'

const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })
const Username = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
/** Long ones are refused before they cost time to hash. */
const Password = Type.String({ minLength: 1, maxLength: 1024 })

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

export const User = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() })
export type User = Static<typeof User>

export const WantedUser = Type.Object({
  username: Username,
  displayName: Name,
  password: Password,
  role: Type.Enum([...ROLES]),
})
export type WantedUser = Static<typeof WantedUser>

export const WantedTenant = Type.Object({
  slug: Slug,
  name: Name,
  currency: Currency,
  /** IANA name, such as Asia/Shanghai. */
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
  ...releaseFacts,
  users: Type.Array(WantedUser, { maxItems: 100 }),
})
export type WantedTenant = Static<typeof WantedTenant>

export const Credentials = Type.Object({
  tenant: Type.String({ maxLength: 100 }),
  username: Type.String({ maxLength: 100 }),
  password: Type.String({ maxLength: 1024 }),
})
export type Credentials = Static<typeof Credentials>

export const Login = Type.Object({
  user: User,
  tenant: Tenant,
  roles: Type.Array(Type.String()),
  permissions: Type.Array(Type.String()),
})
export type Login = Static<typeof Login>
