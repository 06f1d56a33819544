import { Id } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { AddedPermission } from './permissions.ts'

const MAX_PERMISSIONS = 200
const PermissionName = Type.String({ minLength: 1, maxLength: 100 })

/** Roles that every tenant of a kind has and none can change, by their ids. */
export const BUILT_IN_ROLE_IDS = [
  'owner',
  'manager',
  'clerk',
  'warehouse',
  'observer',
  'releaser',
  'operator',
] as const
export type BuiltInRoleId = (typeof BUILT_IN_ROLE_IDS)[number]

export const Role = Type.Object({
  id: Id,
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  isBuiltIn: Type.Boolean(),
  version: Type.Integer(),
})

export const RoleList = Type.Object({
  items: Type.Array(Role),
  catalogue: Type.Array(Type.String(), {
    description: 'All that there is to grant in this tenant, in the order to show it.',
  }),
  added: Type.Optional(
    Type.Array(AddedPermission, { description: 'Those of the catalogue that sub-apps have added.' }),
  ),
})

export const WantedRole = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  permissions: Type.Array(PermissionName, { maxItems: MAX_PERMISSIONS }),
})
export type WantedRole = Static<typeof WantedRole>
