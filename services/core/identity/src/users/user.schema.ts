import { Id, Name, Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { BUILT_IN_ROLE_IDS } from '../roles/built-in-roles.ts'

const Username = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
/** Long ones are refused before they cost time to hash. */
export const Password = Type.String({ minLength: 1, maxLength: 1024 })
export const Language = Type.Enum(['en', 'zh-CN'])
const DisplayName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

export const User = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() })
export type User = Static<typeof User>

export const WantedUser = Type.Object({
  username: Username,
  displayName: Name,
  password: Password,
  role: Type.Enum([...BUILT_IN_ROLE_IDS]),
})
export type WantedUser = Static<typeof WantedUser>

export const OpenLink = Type.Object({
  purpose: Type.Enum(['INVITATION', 'RESET']),
  expiresAt: Type.String(),
})

/** A user as those see it who administer people. */
export const UserRecord = Type.Object({
  ...User.properties,
  /** A built-in role's id, or that of one of the tenant's own. */
  role: Id,
  status: Type.Enum(['INVITED', 'ACTIVE', 'LOCKED']),
  createdAt: Type.String(),
  lastLoginAt: Nullable(Type.String()),
  /** The one-time link that was made and not used yet, expired or not. */
  link: Nullable(OpenLink),
  cursor: Type.Optional(Type.String()),
})
export type UserRecord = Static<typeof UserRecord>

export const NewUser = Type.Object({ username: Username, displayName: DisplayName, role: Id })
export type NewUser = Static<typeof NewUser>

export const UserChanges = Type.Object({
  username: Type.Optional(Username),
  displayName: Type.Optional(DisplayName),
  role: Type.Optional(Id),
})
export type UserChanges = Static<typeof UserChanges>
