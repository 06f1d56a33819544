import { Id, Name, Nullable, PageOf, PageQuery, TableQuery } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { BUILT_IN_ROLE_IDS } from './roles.ts'

const Username = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
/** Long ones are refused before they cost time to hash. */
export const Password = Type.String({ minLength: 1, maxLength: 1024 })
export const Language = Type.Enum(['en', 'zh-CN'])
const DisplayName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

export const User = Type.Object({
  id: Type.String(),
  username: Type.String(),
  displayName: Type.String(),
})
export type User = Static<typeof User>

/** Of the set-up of a tenant, which gives its first users their passwords. */
export const WantedUser = Type.Object({
  username: Username,
  displayName: Name,
  password: Password,
  role: Type.Enum([...BUILT_IN_ROLE_IDS]),
})
export type WantedUser = Static<typeof WantedUser>

const LinkPurpose = Type.Enum(['INVITATION', 'RESET'])
export type LinkPurpose = Static<typeof LinkPurpose>

const OpenLink = Type.Object({ purpose: LinkPurpose, expiresAt: Type.String() })

/** The token is shown once, and kept nowhere. */
export const MadeLink = Type.Object({ ...OpenLink.properties, token: Type.String() })
export type MadeLink = Static<typeof MadeLink>

/** A user as those see it who administer people. */
export const UserRecord = Type.Object({
  ...User.properties,
  role: Type.String({ description: "A built-in role's id, or that of one of the tenant's own." }),
  status: Type.Enum(['INVITED', 'ACTIVE', 'LOCKED']),
  createdAt: Type.String(),
  lastLoginAt: Nullable(Type.String()),
  link: Nullable(OpenLink),
})
export type UserRecord = Static<typeof UserRecord>

export const UserPage = PageOf(UserRecord)
export const Invited = Type.Object({ user: UserRecord, link: MadeLink })

export const NewUser = Type.Object({ username: Username, displayName: DisplayName, role: Id })
export type NewUser = Static<typeof NewUser>

export const UserChanges = Type.Object({
  username: Type.Optional(Username),
  displayName: Type.Optional(DisplayName),
  role: Type.Optional(Id),
})
export type UserChanges = Static<typeof UserChanges>

const UserFilter = Type.Object({ search: Type.Optional(Type.String({ maxLength: 200 })) })
export const UserQuery = Type.Object({ ...PageQuery.properties, ...UserFilter.properties })
export const UserExportQuery = Type.Object({ ...TableQuery.properties, ...UserFilter.properties })

const LinkToken = Type.String({ minLength: 1, maxLength: 200 })
export const LookAtLink = Type.Object({ token: LinkToken })
export const UseLink = Type.Object({
  token: LinkToken,
  password: Password,
  address: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
})

/** What the page of a link may know before anything is proved but the link. */
export const LinkView = Type.Object({
  ...OpenLink.properties,
  tenant: Type.Object({ slug: Type.String(), name: Type.String() }),
  user: Type.Object({ username: Type.String(), displayName: Type.String() }),
})
export type LinkView = Static<typeof LinkView>
