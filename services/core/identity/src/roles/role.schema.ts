import { Id } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const MAX_PERMISSIONS = 200
const PermissionName = Type.String({ minLength: 1, maxLength: 100 })

export const Role = Type.Object({
  id: Id,
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  isBuiltIn: Type.Boolean(),
  version: Type.Integer(),
})

export const RoleList = Type.Object({
  items: Type.Array(Role),
  /** All that there is to grant in this tenant, in the order to show it. */
  catalogue: Type.Array(Type.String()),
})

export const WantedRole = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  permissions: Type.Array(PermissionName, { maxItems: MAX_PERMISSIONS }),
})
export type WantedRole = Static<typeof WantedRole>
