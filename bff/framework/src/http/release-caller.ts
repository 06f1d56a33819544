import { type OperatorAction, type OperatorScope, operatorScopeOf } from '@portico/release/context'
import { AppError } from '../errors/app-error.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { RequestContext } from '../graphql/request-context.ts'
import { releaseClient } from '../release/release-client.ts'
import type { SessionWatch } from '../session/session-watch.ts'
import type { Log } from '../telemetry/log.ts'
import { CallContext } from '../upstream/call-context.ts'
import { anonymousContext } from '../upstream/system-context.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { Admission } from './admission.ts'

/** Uploads and lists of a million tenants over a slow line. */
export const FORWARD_TIMEOUT_MS = 10 * 60_000

const READ_PERMISSION = 'platform.release.read'
const WRITE_PERMISSION = 'platform.release.write'
const CHANGING: ReadonlySet<OperatorAction> = new Set(['release', 'administer', 'intervene'])
const SAFE_METHODS = new Set(['GET', 'HEAD'])

/** What of a gateway decides who may come in. */
export interface AccessParts {
  admission: Admission
  upstream: Upstream
  log: Log
}

/** A caller that may speak to the release service, and how the service knows it. */
export interface ReleaseCaller {
  context: CallContext
  /** Headers that go along: a token is checked by the service, which has its scope. */
  headers: Record<string, string>
}

/** An operator's session, or a token. Faults: those of admission, FORBIDDEN. */
export async function admitReleaseCaller(gateway: AccessParts, http: HttpExchange): Promise<ReleaseCaller> {
  const { authorization } = http.request.headers
  if (authorization !== undefined) {
    gateway.admission.countToken(http)
    const context = anonymousContext(FORWARD_TIMEOUT_MS, http.trace)
    return { context, headers: { authorization: requireToken(authorization) } }
  }
  const { context } = await gateway.admission.admit(http)
  requireOperator(context.permissions, SAFE_METHODS.has(http.request.method ?? ''))
  return { context: actingContext(context, `user:${context.user.username}`, FORWARD_TIMEOUT_MS), headers: {} }
}

/** Tells when a call that goes on would be refused by now. Null for a token: its service looks at it. */
export function watchReleaseCaller(
  { admission }: Pick<AccessParts, 'admission'>,
  http: HttpExchange,
): SessionWatch | null {
  const { headers, method = '' } = http.request
  if (headers.authorization !== undefined) return null
  return admission.watch(http, permissions => requireOperator(permissions, SAFE_METHODS.has(method)))
}

/** For what the gateway itself says: the same people, and tokens that may read. Answers the apps it may also release, or is for. */
export async function admitReader(gateway: AccessParts, http: HttpExchange): Promise<OperatorScope['apps']> {
  const { context, headers } = await admitReleaseCaller(gateway, http)
  if (!headers.authorization) return context.scope?.apps ?? []
  const client = releaseClient(gateway.upstream, gateway.log, context)
  const { actions, apps } = await client.call('getOwnToken', { headers })
  if (!actions.includes('read')) throw new AppError('FORBIDDEN_SCOPE', 'The token may not read.')
  return apps.includes('*') ? '*' : apps
}

/** The request's own context with the name its deeds are written down under. */
export function actingContext(context: RequestContext, actor: string, timeoutMs: number): CallContext {
  const { tenantId, userId, trace, route, positions } = context.callContext
  const deadlineAt = performance.now() + timeoutMs
  const scope = operatorScopeOf(context.permissions)
  const { routing } = route
  return new CallContext({ tenantId, userId, actor, scope, trace, deadlineAt, routing, positions })
}

/** Who reads needs that permission; who changes anything, one of those to change. The service looks at which of them, and for which apps. */
function requireOperator(permissions: ReadonlySet<string>, isRead: boolean): void {
  const { actions } = operatorScopeOf(permissions)
  const mayChange = actions.some(action => CHANGING.has(action))
  if (isRead || !mayChange) requirePermission(permissions, isRead ? READ_PERMISSION : WRITE_PERMISSION)
}

export function requirePermission(permissions: ReadonlySet<string>, permission: string): void {
  if (permissions.has(permission)) return
  throw new AppError('FORBIDDEN', `The permission ${permission} is needed.`, { permission })
}

function requireToken(authorization: string): string {
  if (/^Bearer ptk_[\w-]{20,200}$/.test(authorization)) return authorization
  throw new AppError('UNAUTHENTICATED', 'Send a token as Authorization: Bearer ptk_...')
}
