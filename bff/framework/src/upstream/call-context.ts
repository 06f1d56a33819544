import { encodeScope, encodeTargets, type OperatorScope } from '@portico/release/context'
import { type Priority, ServiceBinding } from '@portico/service-client'
import { Positions } from './positions.ts'
import { type Routing, stableRouting } from './routing.ts'

/** From where, and by which of the user's sessions. */
export interface CallerDevice {
  address: string
  sessionId: string
}

export interface Caller {
  tenantId: string | null
  userId: string | null
  /** Who acts: a person, such as `user:operator`, is sent to the release service only; `system`, the platform itself, to all. */
  actor?: string | null
  /** What the actor's role allows there. */
  scope?: OperatorScope | null
  /** Sent to identity only. */
  device?: CallerDevice | null
  /** Of a request that is recorded each call says for itself what it lies below. */
  trace: { readonly traceparent: string; readonly recording?: object | null }
  /** Milliseconds of the monotonic clock at which the answer is of no use any more. */
  deadlineAt: number
  /** Left out: the stable one. */
  routing?: Routing
  /** Left out: of each call, by whether it only reads. */
  priority?: Priority | undefined
  /** Left out: nothing was written. */
  positions?: Positions
}

const ACTOR_READER = 'release'
/** The platform itself. */
export const SYSTEM = 'system'
const DEVICE_READER = 'identity'

/**
 * Who calls are made for and which way they go; one a request. Sent as W3C headers: what a client sent of them never
 * reaches a service.
 */
export class CallContext {
  readonly tenantId: string | null
  readonly userId: string | null
  readonly actor: string | null
  readonly scope: OperatorScope | null
  readonly device: CallerDevice | null
  readonly trace: Caller['trace']
  readonly route: ServiceBinding<Routing>
  /** Up to where its reads must see, and what it has written itself. */
  readonly positions: Positions
  deadlineAt: number
  /** To be set before the first call. */
  priority: Priority | undefined
  #headers: Readonly<Record<string, string>> | null = null

  constructor(caller: Caller) {
    const {
      tenantId,
      userId,
      actor = null,
      device = null,
      scope = null,
      trace,
      deadlineAt,
      routing = stableRouting,
      priority,
      positions = new Positions(),
    } = caller
    this.positions = positions
    this.tenantId = tenantId
    this.userId = userId
    this.actor = actor
    this.device = device
    this.scope = scope
    this.trace = trace
    this.deadlineAt = deadlineAt
    this.priority = priority
    this.route = new ServiceBinding(routing, tenantId)
  }

  /** Made once for all services that get the same. The tag stays in it, whatever instance is reached. */
  headersFor(service: string): Readonly<Record<string, string>> {
    const own = this.#membersFor(service)
    if (own.length > 0) return this.#write(own)
    this.#headers ??= this.#write([])
    return this.#headers
  }

  /** What only this one service may know. */
  #membersFor(service: string): string[] {
    if (this.actor !== null && (service === ACTOR_READER || this.actor === SYSTEM)) {
      const scope = member('portico.scope', this.scope && encodeScope(this.scope))
      return [member('portico.actor', this.actor), scope]
    }
    if (service !== DEVICE_READER || this.device === null) return []
    const { address, sessionId } = this.device
    return [member('portico.address', address), member('portico.session', sessionId)]
  }

  #write(own: readonly string[]): Record<string, string> {
    const baggage = this.#baggage(own)
    const headers: Record<string, string> = {}
    if (!this.trace.recording) headers.traceparent = this.trace.traceparent
    if (baggage !== '') headers.baggage = baggage
    return headers
  }

  #baggage(own: readonly string[]): string {
    let text = join(member('portico.tenant', this.tenantId), member('portico.user', this.userId))
    text = join(text, membersOf(this.route.routing))
    text = join(text, member('portico.priority', this.priority ?? null))
    for (const one of own) text = join(text, one)
    return text
  }
}

/** A tab has one routing for all its calls. */
const written = new WeakMap<Routing, string>()

function membersOf(routing: Routing): string {
  const known = written.get(routing)
  if (known !== undefined) return known
  const { snapshotId, services, breaking, lane } = routing
  const members = [
    member('portico.snapshot', snapshotId),
    member('portico.routing', encodeTargets(services)),
    member('portico.breaking', [...breaking].sort().join(',')),
    member('portico.lane', lane),
  ]
  const text = members.filter(Boolean).join(',')
  written.set(routing, text)
  return text
}

function join(text: string, more: string): string {
  if (text === '') return more
  return more === '' ? text : `${text},${more}`
}

function member(name: string, value: string | null): string {
  return value ? `${name}=${encodeURIComponent(value)}` : ''
}
