/** Of routes that look at who asks, or answer what any holder of a token may know. */
export const OPEN_TO_TOKENS = { isTenantFree: true, allowsToken: true } as const

/** Of routes that a service or the gateway asks in the name of the tenant it is about. */
export const FOR_TENANTS = { isTenantFree: true, isForTenants: true } as const

/** Of routes for the platform's own processes. */
export const PLATFORM_ONLY = { isTenantFree: true } as const
