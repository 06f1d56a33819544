/** Roles of every merchant that an app may give its permissions to; the owner holds them all. */
export const STANDARD_ROLES = ['manager', 'clerk', 'warehouse'] as const

export type StandardRole = (typeof STANDARD_ROLES)[number]
