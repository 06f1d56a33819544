import Type, { type Static } from 'typebox'
import { Tenant } from '../tenants/tenant.schema.ts'
import { User } from '../users/user.schema.ts'

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
