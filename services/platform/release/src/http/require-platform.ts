import type { ServiceContext } from '@portico/service-kit'
import { type Asking, actorOf } from '../access/actor.ts'
import { accessProblems } from '../access/problems.ts'

/**
 * For what the platform's own processes tell: a token that could say where a service answers, or how a release does,
 * could take over calls or end somebody's release. Throws FORBIDDEN_SCOPE.
 */
export async function requirePlatform(request: Asking, service: ServiceContext): Promise<void> {
  const actor = await actorOf(request, service)
  if (actor.kind === 'token') throw accessProblems.FORBIDDEN_SCOPE('No token may do this.')
}
