import {
  encodeRoad,
  encodeScope,
  type OperatorScope,
  signatureHeader,
  signContext,
} from '@portico/release/context'
import { type Road, stableRoad } from '../release/road.ts'
import { Route } from './route.ts'

export interface Caller {
  tenantId: string | null
  userId: string | null
  /** Who acts, such as `user:operator`; told to the release service only. */
  actor?: string | null
  /** What the actor's role allows there. */
  scope?: OperatorScope | null
  traceparent: string
  /** Milliseconds of the monotonic clock at which the answer is of no use any more. */
  deadlineAt: number
  /** Left out: the stable one. */
  road?: Road
}

const actorReader = 'release'

/**
 * Who calls are made for and which way they go; one a request. Sent as W3C headers: what a client sent of them never
 * reaches a service.
 */
export class CallContext {
  readonly tenantId: string | null
  readonly userId: string | null
  readonly actor: string | null
  readonly scope: OperatorScope | null
  readonly traceparent: string
  readonly route: Route
  deadlineAt: number
  #headers: Readonly<Record<string, string>> | null = null

  constructor({
    tenantId,
    userId,
    actor = null,
    scope = null,
    traceparent,
    deadlineAt,
    road = stableRoad,
  }: Caller) {
    this.tenantId = tenantId
    this.userId = userId
    this.actor = actor
    this.scope = scope
    this.traceparent = traceparent
    this.deadlineAt = deadlineAt
    this.route = new Route(road)
  }

  /** Made and signed once, for all services hear the same; a null secret signs nothing. The tag stays in it, whatever instance is reached. */
  headersFor(service: string, secret: string | null): Readonly<Record<string, string>> {
    if (service === actorReader && this.actor !== null) return this.#write(this.actor, secret)
    this.#headers ??= this.#write(null, secret)
    return this.#headers
  }

  #write(actor: string | null, secret: string | null): Record<string, string> {
    const baggage = this.#baggage(actor)
    const headers: Record<string, string> = { traceparent: this.traceparent }
    if (baggage !== '') headers.baggage = baggage
    if (secret !== null) headers[signatureHeader] = signContext(secret, baggage)
    return headers
  }

  #baggage(actor: string | null): string {
    const { snapshotId, services, breaking, lane } = this.route.road
    const members = [
      member('portico.tenant', this.tenantId),
      member('portico.user', this.userId),
      member('portico.snapshot', snapshotId),
      member('portico.road', encodeRoad(services)),
      member('portico.strict', [...breaking].sort().join(',')),
      member('portico.lane', lane),
      member('portico.actor', actor),
      member('portico.scope', actor !== null && this.scope ? encodeScope(this.scope) : null),
    ]
    return members.filter(Boolean).join(',')
  }
}

function member(name: string, value: string | null): string {
  return value ? `${name}=${encodeURIComponent(value)}` : ''
}
