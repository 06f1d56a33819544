import type { ServiceContext } from '@portico/service-kit'
import { type AuthorizedCall, actorOf } from '../access/actor.ts'
import { accessProblems } from '../access/problems.ts'

/**
 * For what the platform's own processes report: a token that could say where a service answers, or how a release does,
 * could take over calls or end another team's release. Throws FORBIDDEN_SCOPE.
 */
export async function requirePlatform(request: AuthorizedCall, service: ServiceContext): Promise<void> {
  const actor = await actorOf(request, service)
  if (actor.kind === 'token') throw accessProblems.FORBIDDEN_SCOPE('No token may do this.')
  // A person is named by the gateway alone, which has looked at what it passes on.
  if (actor.kind === 'anonymous' || actor.kind === 'service')
    throw accessProblems.FORBIDDEN_SCOPE('Only the platform itself may do this.')
}

/** A service reports its own instances, not those of another one. Throws FORBIDDEN_SCOPE. */
export async function requireInstanceOf(
  request: AuthorizedCall,
  service: ServiceContext,
  name: string,
): Promise<void> {
  const actor = await actorOf(request, service)
  if (actor.name !== `service:${name}`) await requirePlatform(request, service)
}
