import type { SessionInfo } from '@portico/micro-app/page-state'

/** A session is one object for as long as nothing of it changes. */
const sets = new WeakMap<SessionInfo, ReadonlySet<string>>()

export function permissionSetOf(session: SessionInfo): ReadonlySet<string> {
  const known = sets.get(session)
  if (known) return known
  const permissions = new Set(session.permissions)
  sets.set(session, permissions)
  return permissions
}
