import type { ServiceContext } from '@portico/service-kit'
import { type Actor, type AuthorizedCall, actorOf } from '../access/actor.ts'
import { accessProblems } from '../access/problems.ts'
import { requireRead } from './require-read.ts'

/** A pipeline has no business in what tenants do. Throws FORBIDDEN_SCOPE. */
export async function requireOperator(request: AuthorizedCall, service: ServiceContext): Promise<Actor> {
  const actor = await requireRead(request, service)
  if (actor.kind === 'token') throw accessProblems.FORBIDDEN_SCOPE('No token may do this.')
  return actor
}

/** A service sends what it recorded or counted itself, the gateway that of browsers too. Throws FORBIDDEN_SCOPE. */
export async function requireSource(
  request: AuthorizedCall,
  service: ServiceContext,
  sources: readonly string[],
): Promise<void> {
  const { kind, name } = await actorOf(request, service)
  const isOwn = kind === 'service' && sources.every(source => name === `service:${source}`)
  if (kind !== 'system' && !isOwn)
    throw accessProblems.FORBIDDEN_SCOPE('Only the platform’s own processes send what they recorded.')
}
