import {
  type AddedPermission,
  BUILT_IN_ROLE_IDS,
  type BuiltInRoleId,
  PERMISSIONS,
  type Permission,
  type TenantKind,
} from '@portico/identity-contract'

interface BuiltInRole {
  kind: TenantKind
  permissions: readonly Permission[]
  /** A tenant always keeps one active user of such a role: without one, no user could invite another. */
  isOwner?: true
}

/** Roles that every tenant of the kind has and none can change. The key is the role's id. */
export const BUILT_IN_ROLES = {
  owner: { kind: 'merchant', permissions: PERMISSIONS.merchant, isOwner: true },
  manager: {
    kind: 'merchant',
    permissions: PERMISSIONS.merchant.filter(
      name => !name.startsWith('people.') && !name.startsWith('tenant.'),
    ),
  },
  clerk: {
    kind: 'merchant',
    permissions: ['sales.order.read', 'sales.order.write', 'catalog.product.read', 'party.customer.read'],
  },
  warehouse: {
    kind: 'merchant',
    permissions: ['inventory.stock.read', 'inventory.stock.adjust', 'catalog.product.read'],
  },
  observer: { kind: 'platform', permissions: ['platform.release.read'] },
  releaser: { kind: 'platform', permissions: ['platform.release.read', 'platform.release.write'] },
  operator: { kind: 'platform', permissions: PERMISSIONS.platform, isOwner: true },
} as const satisfies Record<BuiltInRoleId, BuiltInRole>

export function isBuiltIn(role: string): role is BuiltInRoleId {
  return Object.hasOwn(BUILT_IN_ROLES, role)
}

/** With what sub-apps have `added`: all of it is the owner's, the rest holds what names the role. None is the platform's. */
export function permissionsOfBuiltIn(
  id: BuiltInRoleId,
  added: readonly AddedPermission[],
): readonly string[] {
  const { kind, permissions }: BuiltInRole = BUILT_IN_ROLES[id]
  if (kind !== 'merchant') return permissions
  const held = added.filter(({ roles }) => isOwnerRole(id) || roles.includes(id))
  return [...permissions, ...held.map(({ name }) => name)]
}

export function isOwnerRole(role: string): boolean {
  return isBuiltIn(role) && 'isOwner' in BUILT_IN_ROLES[role]
}

/** The roles every tenant of the kind has. */
export function builtInRolesOf(kind: TenantKind): BuiltInRoleId[] {
  return BUILT_IN_ROLE_IDS.filter(id => BUILT_IN_ROLES[id].kind === kind)
}

export function ownerRolesOf(kind: TenantKind): BuiltInRoleId[] {
  return builtInRolesOf(kind).filter(id => 'isOwner' in BUILT_IN_ROLES[id])
}
