const OWNER = [
  'sales.order.read',
  'sales.order.write',
  'sales.order.import',
  'inventory.stock.read',
  'inventory.stock.adjust',
  'catalog.product.read',
  'party.customer.read',
  'party.customer.write',
  'workbench.read',
  'tenant.preview.manage',
] as const
/** Of the platform, not of a merchant. */
const OPERATOR = ['platform.release.read', 'platform.release.write'] as const

type Permission = (typeof OWNER)[number] | (typeof OPERATOR)[number]
export const ROLES = ['owner', 'clerk', 'operator'] as const
export type Role = (typeof ROLES)[number]

/** What each role may do; the BFF checks, this says. */
export const PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: OWNER,
  clerk: ['sales.order.read', 'sales.order.write', 'catalog.product.read', 'party.customer.read'],
  operator: OPERATOR,
}
