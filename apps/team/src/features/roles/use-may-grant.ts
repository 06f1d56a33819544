import type { SessionService } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'

/** Own permissions can be granted, and each part of them: who releases everything grants `platform.release.write:sales`. */
export function mayGrant(session: SessionService, permission: string): boolean {
  return session.can(permission) || session.can(permission.split(':', 1)[0] ?? '')
}

export function useMayGrant(): (permission: string) => boolean {
  const { session } = useShell()
  return permission => mayGrant(session, permission)
}
