/** Merchants sell; the platform's tenant runs the platform. Neither can have a permission of the other. */
export const TENANT_KINDS = ['merchant', 'platform'] as const
export type TenantKind = (typeof TENANT_KINDS)[number]

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

const PLATFORM = ['platform.release.read', 'platform.release.write', ...PEOPLE] as const

export type Permission = (typeof MERCHANT)[number] | (typeof PLATFORM)[number]

/** All there is to grant in a tenant of each kind. The pages of `apps/team` describe each name in words. */
export const PERMISSIONS: Record<TenantKind, readonly Permission[]> = {
  merchant: MERCHANT,
  platform: PLATFORM,
}
