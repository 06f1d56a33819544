/** Of routes that look at who asks, or answer what any holder of a token may know. */
export const openToTokens = { isTenantFree: true, allowsToken: true } as const

/** Of routes that a service or the gateway asks in the name of the tenant it is about. */
export const forTenants = { isTenantFree: true, isForTenants: true } as const

/** Of routes for the platform's own processes. */
export const platformOnly = { isTenantFree: true } as const
