import type { IncomingMessage } from 'node:http'
import type { Locale } from '@portico/micro-app/manifest'
import type { SessionInfo } from '@portico/micro-app/page-state'
import type { ExecutionResult, FieldNode, GraphQLResolveInfo } from 'graphql'
import { serviceTag } from '../cache/answer-tags.ts'
import type { EntityCache, TenantCache } from '../cache/entity-cache.ts'
import type { JobGrant } from '../release/job-grants.ts'
import type { Log } from '../telemetry/log.ts'
import type { Trace } from '../telemetry/trace.ts'
import { CallContext, type CallerDevice } from '../upstream/call-context.ts'
import type { UpstreamClient } from '../upstream/client.ts'
import type { Positions } from '../upstream/positions.ts'
import type { Routing } from '../upstream/routing.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { Degradation, GraphContext, MissingPart, OmissionCode } from './context.ts'
import { permissionSetOf } from './permission-sets.ts'
import { WatchedClient } from './watched-client.ts'

/** Who asks, from where, and which way the calls go. */
export interface GraphCaller {
  session: SessionInfo
  device: CallerDevice | null
  locale: Locale
  trace: Trace
  routing: Routing
  /** Left out: nothing was written. */
  positions?: Positions
  /** Left out: a person asks. */
  job?: Pick<JobGrant, 'isDryRun'>
}

export interface ContextSources {
  upstream: Upstream
  entities: EntityCache
  /** Service -> those that its own writes reach. */
  effects?: Readonly<Record<string, readonly string[]>>
  log: Log
}

/** No request works longer than this, but for fields that declare a `@deadline` of their own. */
export const REQUEST_TIMEOUT_MS = 10_000
const MAX_DEGRADATIONS = 20

/** Where no instance is known nothing is fetched either. */
const NOWHERE = { revision: 'none' }

/** What is found out on the way. One object however often the context is copied. */
interface Notes {
  /** Of a published app's operation. */
  operationName: string | null
  /** The app that calls, where it is one that was published. */
  app: string | null
  /** For operators; of all others it is not noted. */
  cost: OperationCost | null
  /** The work looked at who asks, beyond permissions. */
  isPersonal: boolean
  /** It has no operation that could be run. */
  isRefused: boolean
}

/** Of a resolver's `info`. */
type OmittedAt = Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>

/** In points; see `load/load.ts`. */
interface OperationCost {
  points: number
  limit: number
  /** Of the budgets, after it. */
  left: { user: number; tenant: number }
}

/**
 * One request of one session. Apollo copies the context's own properties, so methods are properties too, and private
 * state is reached through them only.
 */
export class RequestContext implements GraphContext {
  /** For the framework; what modules are given is `session`, which is noted. */
  readonly caller: SessionInfo
  readonly tenantId: string
  readonly tenant: SessionInfo['tenant']
  readonly permissions: ReadonlySet<string>
  readonly locale: Locale
  readonly cache: TenantCache
  readonly callContext: CallContext
  readonly notes: Notes = {
    operationName: null,
    app: null,
    cost: null,
    isPersonal: false,
    isRefused: false,
  }
  /** Null: a person asks. */
  readonly job: Pick<JobGrant, 'isDryRun'> | null
  readonly degradations: Degradation[] = []
  readonly #startedAt = performance.now()
  readonly #about: GraphCaller
  readonly #sources: ContextSources
  readonly #clients = new Map<string, UpstreamClient>()
  #omittedNodes: Set<FieldNode> | null = null

  constructor(about: GraphCaller, sources: ContextSources) {
    const { session, device, locale, trace, routing, positions, job = null } = about
    const { tenant, user } = session
    this.#about = about
    this.caller = session
    this.tenantId = tenant.id
    this.tenant = tenant
    this.permissions = permissionSetOf(session)
    this.locale = locale
    this.job = job
    this.callContext = new CallContext({
      tenantId: tenant.id,
      userId: user.id,
      device,
      trace,
      deadlineAt: this.#startedAt + REQUEST_TIMEOUT_MS,
      routing,
      ...(positions && { positions }),
    })
    this.#sources = sources
    const { route } = this.callContext
    const { discovery } = sources.upstream
    this.cache = sources.entities.forTenant(
      tenant.id,
      service => route.choose(service, discovery)?.instance ?? NOWHERE,
    )
  }

  get session(): SessionInfo {
    this.notes.isPersonal = true
    return this.caller
  }

  get user(): SessionInfo['user'] {
    this.notes.isPersonal = true
    return this.caller.user
  }

  readonly upstream = (service: string): UpstreamClient => {
    const known = this.#clients.get(service)
    if (known) return known
    const { upstream, log } = this.#sources
    const own = new ServiceClient(service, upstream, this.callContext, log)
    const client = new WatchedClient(own, isLate => this.noteWrite(service, isLate))
    this.#clients.set(service, client)
    return client
  }

  readonly invalidate = (tags: readonly string[]): Promise<void> => this.cache.invalidate(tags)

  /** A service was written to, or may have been: what was read of it is void, and of those it writes to in turn. `isLate`: it may be done yet. */
  readonly noteWrite = (service: string, isLate = false): Promise<void> => {
    const tags = [service, ...(this.#sources.effects?.[service] ?? [])].map(serviceTag)
    return isLate ? this.cache.invalidateLate(tags) : this.cache.invalidate(tags)
  }

  /** For another operation of the same request: it shares nothing that the first one finds out. */
  readonly again = (): RequestContext => new RequestContext(this.#about, this.#sources)

  /** The revision that calls of this request reach of the service. */
  readonly revisionOf = (service: string): string =>
    (this.callContext.route.choose(service, this.#sources.upstream.discovery)?.instance ?? NOWHERE).revision

  /** The instances really reached so far, as `x-portico-route` says them; empty when no service was needed. */
  readonly formatRoute = (): string => this.callContext.route.format()

  readonly extendDeadline = (timeoutMs: number): void => {
    const { callContext } = this
    callContext.deadlineAt = Math.max(callContext.deadlineAt, this.#startedAt + timeoutMs)
  }

  /** Notes a part once, though each row of a list may say it. */
  readonly degraded = ({ service, code }: MissingPart): void => {
    const isNoted = this.degradations.some(
      noted => 'service' in noted && noted.service === service && noted.code === code,
    )
    if (!isNoted && this.degradations.length < MAX_DEGRADATIONS) this.degradations.push({ service, code })
  }

  /** Notes a field once, though it may be one of each row of a list. */
  readonly omitted = ({ fieldNodes, path }: OmittedAt, code: OmissionCode): void => {
    const [node] = fieldNodes
    if (!node || this.#omittedNodes?.has(node) || this.degradations.length >= MAX_DEGRADATIONS) return
    this.#omittedNodes ??= new Set()
    this.#omittedNodes.add(node)
    const text = textOf(path)
    const isNoted = this.degradations.some(noted => 'path' in noted && noted.path === text)
    if (!isNoted) this.degradations.push({ path: text, code })
  }
}

/** Which parts are missing, and for operators what it cost; undefined where there is nothing to say. */
export function extensionsOf({ degradations, notes }: RequestContext): ExecutionResult['extensions'] {
  const { cost } = notes
  if (degradations.length === 0 && !cost) return undefined
  return { ...(degradations.length > 0 && { degraded: degradations }), ...(cost && { cost }) }
}

export function localeOf(request: IncomingMessage): Locale {
  return /^\s*zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en'
}

function textOf(path: GraphQLResolveInfo['path']): string {
  const names: string[] = []
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev)
    if (typeof at.key === 'string') names.unshift(at.key)
  return names.join('.')
}
