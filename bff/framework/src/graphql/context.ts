import type { Locale } from '@portico/micro-app/manifest'
import type { SessionInfo } from '@portico/micro-app/page-state'
import type { EntityReader } from '../cache/entity-reader.ts'
import type { UpstreamClient } from '../upstream/client.ts'

/** A part of the answer that is missing; the answer says so in `extensions.degraded`. */
export type Degradation = MissingPart | OmittedPart

/** It could not be had. */
export interface MissingPart {
  service: string
  code: string
}

/** It was not asked for. `path` has the names in the answer, without the places in lists: `products.nodes.stock`. */
interface OmittedPart {
  path: string
  code: OmissionCode
}

/** The gateway has more to do than it can, or an operator wished it. */
export type OmissionCode = 'OMITTED_UNDER_LOAD' | 'OMITTED_BY_OPERATOR'

/** What a resolver or loader knows of the request it works for. One request, one tenant. */
export interface GraphContext {
  readonly tenantId: string
  readonly tenant: SessionInfo['tenant']
  readonly user: SessionInfo['user']
  readonly permissions: ReadonlySet<string>
  readonly locale: Locale
  readonly session: SessionInfo
  /** The tenant's entity cache; loaders use it, resolvers rarely need to. */
  readonly cache: EntityReader
  /** The client of a service, carrying this request's tenant, user, trace and deadline. */
  upstream(service: string): UpstreamClient
  /** Makes every cached entity with one of these tags unusable for this tenant. Await it before answering a write. */
  invalidate(tags: readonly string[]): Promise<void>
  /** Gives the request this long from its beginning, where that is more than it has. Declare it by `@deadline`. */
  extendDeadline(timeoutMs: number): void
  /** Notes that a part is missing; call it and answer null where an absent part is better than an error. */
  degraded(part: MissingPart): void
}
