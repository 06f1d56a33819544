import type { TenantKind } from '@portico/identity-contract'

/** Of every kind of tenant: its own users and roles. */
const PEOPLE = ['people.user.read', 'people.user.write', 'people.role.write', 'people.audit.read'] as const

const MERCHANT = [
  'sales.order.read',
  'sales.order.write',
  'sales.order.import',
  'inventory.stock.read',
  'inventory.stock.adjust',
  'inventory.settings.write',
  'catalog.product.read',
  'catalog.product.write',
  'party.customer.read',
  'party.customer.write',
  'workbench.read',
  'tenant.preview.manage',
  ...PEOPLE,
] as const

const PLATFORM = [
  'platform.release.read',
  'platform.release.write',
  'platform.administer',
  'platform.develop',
  ...PEOPLE,
] as const

export type Permission = (typeof MERCHANT)[number] | (typeof PLATFORM)[number]

/** All there is to grant in a tenant of each kind. The pages of `apps/team` describe each name in words. */
export const PERMISSIONS: Record<TenantKind, readonly Permission[]> = {
  merchant: MERCHANT,
  platform: PLATFORM,
}

const RELEASE_ONE = /^platform\.release\.write:[a-z][a-z0-9-]{0,63}$/

/** In the catalogue, or the right to release one app or service alone: `platform.release.write:sales`. */
export function isGrantable(kind: TenantKind, permission: string): boolean {
  const catalogue: readonly string[] = PERMISSIONS[kind]
  return catalogue.includes(permission) || (kind === 'platform' && RELEASE_ONE.test(permission))
}

/** Having it, or the one it is a part of. */
export function holds(permissions: ReadonlySet<string>, permission: string): boolean {
  return permissions.has(permission) || permissions.has(permission.split(':', 1)[0] ?? '')
}
