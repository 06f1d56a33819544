import { useShell } from '@portico/micro-app/react'
import type { Overlay } from '@portico/release'

const EVERYTHING = 'platform.release.write'

/** Releases something, if not everything: makes a new one. */
export function useMayWrite(): boolean {
  const { session } = useShell()
  return session.can(EVERYTHING) || session.info.permissions.some(name => name.startsWith(`${EVERYTHING}:`))
}

/** Releases everything: returns to an earlier set. */
export function useMayReleaseAll(): boolean {
  return useShell().session.can(EVERYTHING)
}

/** Releases every app and service of this overlay. */
export function useMayRelease({ apps, services, shared = {} }: Overlay): boolean {
  const { session } = useShell()
  const names = [...Object.keys(apps), ...Object.keys(services)]
  if (session.can(EVERYTHING)) return true
  // A shared library is part of every app.
  return Object.keys(shared).length === 0 && names.every(name => session.can(`${EVERYTHING}:${name}`))
}

/** Makes tokens, stops everything, sets what holds for the platform. */
export function useMayAdminister(): boolean {
  return useShell().session.can('platform.administer')
}

/** Sees how services run their SQL. */
export function useMayInspect(): boolean {
  return useShell().session.can('platform.sql.read')
}

/** Limits, blocks and the like of the traffic. */
export function useMayIntervene(): boolean {
  return useShell().session.can('platform.intervene')
}

/** As the release service writes this operator down. */
export function useActorName(): string {
  return `user:${useShell().session.info.user.username}`
}
