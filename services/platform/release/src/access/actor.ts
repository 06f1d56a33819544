import type { IncomingHttpHeaders } from 'node:http'
import type { TokenInfo } from '@portico/release'
import type { OperatorAction, OperatorScope } from '@portico/release/context'
import type { CallContext, ServiceContext } from '@portico/service-kit'
import { accessProblems } from './problems.ts'
import { useToken } from './tokens.ts'

/** Who asks for something, and what this actor may do. */
export interface Actor {
  /** `token:<name>`, `user:<name>`, `service:<name>`, `system` or `anonymous`; what the audit says. */
  name: string
  kind: 'user' | 'token' | 'service' | 'system' | 'anonymous'
  /** Who answers for it, as `user:<name>`: of a token its maker. What needs two people looks at this. */
  person: string
  scope: { apps: readonly string[] | '*'; actions: readonly OperatorAction[] | '*' }
}

/** A request, as far as it says who asks. */
export interface AuthorizedCall {
  headers: IncomingHttpHeaders
  caller: Pick<CallContext, 'actor' | 'scope'>
}

const EVERYTHING = { apps: '*', actions: '*' } as const
const NOTHING = { apps: [], actions: [] } as const
/** For `UploadSlots`: of a token uploads are counted; persons and the platform send few. */
export function senderOf({ name, kind }: Actor): string | null {
  return kind === 'token' ? name : null
}

const SYSTEM: Actor = { name: 'system', kind: 'system', person: 'system', scope: EVERYTHING }
const ANONYMOUS: Actor = { name: 'anonymous', kind: 'anonymous', person: 'anonymous', scope: NOTHING }
const known = new WeakMap<AuthorizedCall, Promise<Actor>>()

/**
 * The actor of the request's token, else the one that its signed context names; a context without an actor opens nothing. May be
 * called any number of times, but not inside a transaction: it takes a connection of its own.
 * Throws TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED.
 */
export function actorOf(request: AuthorizedCall, service: Pick<ServiceContext, 'database'>): Promise<Actor> {
  const actor = known.get(request) ?? identify(request, service)
  known.set(request, actor)
  return actor
}

async function identify({ headers, caller }: AuthorizedCall, { database }: Pick<ServiceContext, 'database'>) {
  const { authorization } = headers
  if (authorization !== undefined) return tokenActor(await useToken(database, authorization))
  const { actor, scope } = caller
  if (actor === null) return ANONYMOUS
  if (actor === SYSTEM.name) return SYSTEM
  return actor.startsWith('service:') ? serviceOf(actor) : personOf(actor, scope)
}

/** A service may report its own instances only: see `requireInstanceOf`. */
function serviceOf(name: string): Actor {
  return { name, kind: 'service', person: name, scope: NOTHING }
}

/** The gateway signs the scope of every operator; a context without one is of a process that may do everything. */
function personOf(name: string, scope: OperatorScope | null): Actor {
  return { name, kind: 'user', person: name, scope: scope ?? EVERYTHING }
}

function tokenActor({ name, apps, actions, createdBy }: TokenInfo): Actor {
  return {
    name: `token:${name}`,
    kind: 'token',
    person: createdBy,
    scope: { apps: apps.includes('*') ? '*' : apps, actions },
  }
}

/** `names` are apps and services. Throws FORBIDDEN_SCOPE with the names, or the action, out of reach. */
export function requireScope(actor: Actor, action: OperatorAction, names: readonly string[]): void {
  const { apps, actions } = actor.scope
  if (actions !== '*' && !actions.includes(action)) {
    throw accessProblems.FORBIDDEN_SCOPE(`${actor.name} may not ${action}.`, { action })
  }
  const outside = apps === '*' || isReader(actor, action) ? [] : names.filter(name => !apps.includes(name))
  if (outside.length > 0) {
    throw accessProblems.FORBIDDEN_SCOPE(`${actor.name} may not act on ${outside.join(', ')}.`, {
      action,
      names: outside,
    })
  }
}

/** The apps of an operator's role are those to release: who may read, reads all. A token is for its apps alone. */
function isReader({ kind }: Actor, action: OperatorAction): boolean {
  return kind === 'user' && action === 'read'
}

/** For what is about no app but all. Throws FORBIDDEN_SCOPE. */
export function requireEverything(actor: Actor, action: OperatorAction): void {
  requireScope(actor, action, [])
  if (actor.scope.apps === '*' || isReader(actor, action)) return
  throw accessProblems.FORBIDDEN_SCOPE(`${actor.name} may not ${action} for the whole platform.`, { action })
}

/** For what changes the traffic of others at once: people who may, and no token. Throws FORBIDDEN_SCOPE. */
export function requireIntervening(actor: Actor): void {
  if (actor.kind !== 'user') throw accessProblems.FORBIDDEN_SCOPE('Only an operator may do this.')
  requireScope(actor, 'intervene', [])
}

/** For what no token may do, whatever its scope, and of people those only who administer. Throws FORBIDDEN_SCOPE. */
export function requireAdministrator(actor: Actor): void {
  if (actor.kind !== 'user') throw accessProblems.FORBIDDEN_SCOPE('Only an operator may do this.')
  requireScope(actor, 'administer', [])
}
