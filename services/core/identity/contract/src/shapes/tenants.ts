import { Currency, Name, Nullable } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { TENANT_KINDS } from './tenant-kinds.ts'
import { NewUser, Password, WantedUser } from './users.ts'

const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' })
const Attribute = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9][a-z0-9-]*$' })

export const Tenant = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  currency: Type.String(),
  timeZone: Type.String(),
  // What releases choose tenants by; left out where it is not known.
  plan: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  createdAt: Type.Optional(Type.String()),
})
export type Tenant = Static<typeof Tenant>

export const WantedTenant = Type.Object({
  slug: Slug,
  name: Name,
  currency: Currency,
  timeZone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA name, such as Asia/Shanghai.' }),
  kind: Type.Optional(
    Type.Enum([...TENANT_KINDS], {
      description: 'merchant when left out. Of a tenant that is there already it never changes.',
    }),
  ),
  plan: Type.Optional(Attribute),
  region: Type.Optional(Attribute),
  createdAt: Type.Optional(Type.String({ format: 'date-time', pattern: 'Z$', description: 'ISO, in UTC.' })),
  users: Type.Array(WantedUser, { maxItems: 100 }),
})
export type WantedTenant = Static<typeof WantedTenant>

const { username, displayName } = NewUser.properties
export const WantedOwner = Type.Object({
  username,
  displayName,
  isAskedAgain: Type.Boolean({
    description: 'A new link in place of the one before, which may be lost or over.',
  }),
  /** One that is public: the user of that name keeps it no longer. */
  publicPassword: Type.Optional(Password),
})

export const FirstOwner = Type.Object({
  state: Type.Enum(['MADE', 'WAITING', 'JOINED'], {
    description:
      'JOINED: an owner has chosen a password. WAITING: the link was shown before, and is not shown again unless asked for.',
  }),
  username: Type.String(),
  link: Nullable(Type.Object({ token: Type.String(), expiresAt: Type.String() })),
})
export type FirstOwner = Static<typeof FirstOwner>
