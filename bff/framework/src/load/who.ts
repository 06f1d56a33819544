import type { SessionInfo } from '@portico/micro-app/page-state'

/** Whose work it is: a user's, and through the user a tenant's. */
export interface Who {
  tenantId: string
  userId: string
}

/** User ids are of one tenant each, but nothing here relies on it. */
export function userKey({ tenantId, userId }: Who): string {
  return `${tenantId} ${userId}`
}

export function whoOf({ tenant, user }: SessionInfo): Who {
  return { tenantId: tenant.id, userId: user.id }
}
