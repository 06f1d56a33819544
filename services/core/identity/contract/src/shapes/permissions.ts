import Type, { type Static } from 'typebox'
import type { TenantKind } from './tenant-kinds.ts'

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
  'platform.intervene',
  'platform.develop',
  'platform.sql.read',
  ...PEOPLE,
] as const

export type Permission = (typeof MERCHANT)[number] | (typeof PLATFORM)[number]

/** The permissions of the platform itself, by the kind of tenant; sub-apps add theirs below their own names. */
export const PERMISSIONS: Record<TenantKind, readonly Permission[]> = {
  merchant: MERCHANT,
  platform: PLATFORM,
}

const Title = Type.Object({ 'zh-CN': Type.String(), en: Type.String() })

/** A permission that a sub-app has added. */
export const AddedPermission = Type.Object({
  app: Type.String(),
  name: Type.String({ description: 'Below the name of the app: `returns.refund.write`.' }),
  title: Title,
  roles: Type.Array(Type.String(), { description: 'Standard roles that hold it besides the owner.' }),
})
export type AddedPermission = Static<typeof AddedPermission>

/** What the apps that any tenant may be shown have added, as the release service knows it. */
export const AddedPermissions = Type.Object({
  revision: Type.Integer({
    minimum: 0,
    description: 'Of the rules; what is older than what is known changes nothing.',
  }),
  items: Type.Array(AddedPermission, { maxItems: 5000 }),
})
export type AddedPermissions = Static<typeof AddedPermissions>
