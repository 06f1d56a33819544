/** Merchants sell; the platform's tenant runs the platform. Neither can have a permission of the other. */
export const TENANT_KINDS = ['merchant', 'platform'] as const
export type TenantKind = (typeof TENANT_KINDS)[number]
