import type { IncomingHttpHeaders } from 'node:http'
import type { TokenAction } from '@portico/release'
import type { CallContext, ServiceContext } from '@portico/service-kit'
import { accessProblems } from './problems.ts'
import { useToken } from './tokens.ts'

/** Who asks for something, and what that one may do. */
export interface Actor {
  /** `token:<name>`, `user:<name>` or `system`; what the audit says. */
  name: string
  kind: 'user' | 'token' | 'system'
  scope: { apps: readonly string[] | '*'; actions: readonly TokenAction[] | '*' }
}

/** A request, as far as it says who asks. */
export interface Asking {
  headers: IncomingHttpHeaders
  caller: Pick<CallContext, 'actor'>
}

const everything = { apps: '*', actions: '*' } as const
const system: Actor = { name: 'system', kind: 'system', scope: everything }
const known = new WeakMap<Asking, Promise<Actor>>()

/**
 * The token of the request, else the person its signed context names, else the platform itself. Asked as often as one
 * likes, but not inside a transaction: it takes a connection of its own.
 * Throws TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED.
 */
export function actorOf(request: Asking, service: Pick<ServiceContext, 'database'>): Promise<Actor> {
  const actor = known.get(request) ?? identify(request, service)
  known.set(request, actor)
  return actor
}

async function identify({ headers, caller }: Asking, { database }: Pick<ServiceContext, 'database'>) {
  const { authorization } = headers
  if (authorization !== undefined) return tokenActor(await useToken(database, authorization))
  return caller.actor === null || caller.actor === system.name ? system : personOf(caller.actor)
}

function personOf(name: string): Actor {
  return { name, kind: 'user', scope: everything }
}

function tokenActor({
  name,
  apps,
  actions,
}: {
  name: string
  apps: string[]
  actions: TokenAction[]
}): Actor {
  return {
    name: `token:${name}`,
    kind: 'token',
    scope: { apps: apps.includes('*') ? '*' : apps, actions },
  }
}

/** `names` are apps and services. Throws FORBIDDEN_SCOPE with the names, or the action, out of reach. */
export function requireScope(actor: Actor, action: TokenAction, names: readonly string[]): void {
  const { apps, actions } = actor.scope
  if (actions !== '*' && !actions.includes(action)) {
    throw accessProblems.FORBIDDEN_SCOPE(`${actor.name} may not ${action}.`, { action })
  }
  const outside = apps === '*' ? [] : names.filter(name => !apps.includes(name))
  if (outside.length > 0) {
    throw accessProblems.FORBIDDEN_SCOPE(`${actor.name} may not act on ${outside.join(', ')}.`, {
      action,
      names: outside,
    })
  }
}

/** For what is about no app but all. Throws FORBIDDEN_SCOPE. */
export function requireEverything(actor: Actor, action: TokenAction): void {
  requireScope(actor, action, [])
  if (actor.scope.apps === '*') return
  throw accessProblems.FORBIDDEN_SCOPE(`${actor.name} may not ${action} for the whole platform.`, { action })
}

/** For what no token may do, whatever its scope. Throws FORBIDDEN_SCOPE. */
export function requirePerson(actor: Actor): void {
  if (actor.kind !== 'user') throw accessProblems.FORBIDDEN_SCOPE('Only an operator may do this.')
}
