import type { SessionInfo } from '@portico/micro-app/page-state'

/** Whose work it is: a user's, and through the user a tenant's. */
export interface Who {
  tenantId: string
  userId: string
  /** As `userKey` says it, where that is known. */
  key?: string
}

/** User ids are of one tenant each, but nothing here relies on it. */
export function userKey({ tenantId, userId, key }: Who): string {
  return key ?? `${tenantId} ${userId}`
}

/** A session is one object for as long as nothing of it changes. */
const known = new WeakMap<SessionInfo, Who>()

export function whoOf(session: SessionInfo): Who {
  const found = known.get(session)
  if (found) return found
  const who = { tenantId: session.tenant.id, userId: session.user.id }
  const keyed = { ...who, key: userKey(who) }
  known.set(session, keyed)
  return keyed
}
