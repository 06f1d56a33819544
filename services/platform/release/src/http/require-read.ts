import type { ServiceContext } from '@portico/service-kit'
import { type Actor, type AuthorizedCall, actorOf, requireScope } from '../access/actor.ts'

/** For what shows tenants and who did what. Throws FORBIDDEN_SCOPE. */
export async function requireRead(request: AuthorizedCall, service: ServiceContext): Promise<Actor> {
  const actor = await actorOf(request, service)
  requireScope(actor, 'read', [])
  return actor
}

/** For releases and how they do: who starts one must be able to follow it. Throws FORBIDDEN_SCOPE. */
export async function requireReleaseRead(request: AuthorizedCall, service: ServiceContext): Promise<void> {
  const actor = await actorOf(request, service)
  requireScope(actor, actor.scope.actions.includes('release') ? 'release' : 'read', [])
}
