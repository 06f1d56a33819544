import type { IncomingMessage } from 'node:http'
import type { Locale } from '@portico/micro-app/manifest'
import type { SessionInfo } from '@portico/micro-app/page-state'
import type { EntityCache, TenantCache } from '../cache/entity-cache.ts'
import type { Log } from '../telemetry/log.ts'
import type { Trace } from '../telemetry/trace.ts'
import type { CallContext } from '../upstream/call-context.ts'
import type { UpstreamClient } from '../upstream/client.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { Degradation, GraphContext } from './context.ts'

export interface ContextSources {
  upstream: Upstream
  entities: EntityCache
  log: Log
}

/** No graph call works longer than this, whatever its parts' own limits are. */
export const requestTimeoutMs = 10_000
const maxDegradations = 20

/** One request of one session. */
export class RequestContext implements GraphContext {
  readonly session: SessionInfo
  readonly permissions: ReadonlySet<string>
  readonly locale: Locale
  readonly cache: TenantCache
  readonly callContext: CallContext
  readonly degradations: Degradation[] = []
  /** Set once the operation is known. */
  operationName: string | null = null
  readonly #sources: ContextSources
  readonly #clients = new Map<string, UpstreamClient>()

  constructor(session: SessionInfo, locale: Locale, trace: Trace, sources: ContextSources) {
    this.session = session
    this.permissions = new Set(session.permissions)
    this.locale = locale
    this.callContext = {
      tenantId: session.tenant.id,
      userId: session.user.id,
      traceparent: trace.traceparent,
      deadlineAt: performance.now() + requestTimeoutMs,
    }
    this.#sources = sources
    const { discovery } = sources.upstream
    this.cache = sources.entities.forTenant(
      session.tenant.id,
      service => discovery.find(service)?.revision ?? 'none',
    )
  }

  get tenantId(): string {
    return this.session.tenant.id
  }

  get tenant(): SessionInfo['tenant'] {
    return this.session.tenant
  }

  get user(): SessionInfo['user'] {
    return this.session.user
  }

  upstream(service: string): UpstreamClient {
    const known = this.#clients.get(service)
    if (known) return known
    const client = new ServiceClient(service, this.#sources.upstream, this.callContext, this.#sources.log)
    this.#clients.set(service, client)
    return client
  }

  invalidate(tags: readonly string[]): Promise<void> {
    return this.cache.invalidate(tags)
  }

  degraded(part: Degradation): void {
    if (this.degradations.length < maxDegradations) this.degradations.push(part)
  }
}

export function localeOf(request: IncomingMessage): Locale {
  return /^\s*zh\b/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en'
}
