import { Id, Name } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { BUILT_IN_ROLE_IDS } from '../roles/built-in-roles.ts'

const Username = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
/** Long ones are refused before they cost time to hash. */
const Password = Type.String({ minLength: 1, maxLength: 1024 })

export const User = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() })
export type User = Static<typeof User>

export const WantedUser = Type.Object({
  username: Username,
  displayName: Name,
  password: Password,
  role: Type.Enum([...BUILT_IN_ROLE_IDS]),
})
export type WantedUser = Static<typeof WantedUser>
