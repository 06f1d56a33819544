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
] as const

export type Permission = (typeof OWNER)[number]
export type Role = 'owner' | 'clerk'

/** What each role may do; the BFF checks, this says. */
export const PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: OWNER,
  clerk: ['sales.order.read', 'sales.order.write', 'catalog.product.read', 'party.customer.read'],
}
