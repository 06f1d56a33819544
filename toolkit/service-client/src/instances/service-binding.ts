import { STABLE_TAG, type Tag } from '@portico/release'
import type { Discovery, SelectedInstance } from './discovery.ts'
import { cellOfService } from './instance.ts'

/** What a binding needs to know of a request's routing. */
export interface ServiceTargets {
  /** Services that are not stable; what is not named is stable. */
  services: Readonly<Record<string, Tag>>
  /** Services whose gray side a release calls breaking: its writes must not end on stable. */
  breaking: ReadonlySet<string>
}

export const stableTargets: ServiceTargets = { services: {}, breaking: new Set() }

/**
 * The way one request really goes. It is bound to one instance a service, so that its calls do not mix revisions, and
 * leaves it only when nothing can be sent there.
 */
export class ServiceBinding<Routing extends ServiceTargets = ServiceTargets> {
  readonly routing: Routing
  readonly #tenantId: string | null
  /** In order of first use. */
  readonly #selected = new Map<string, SelectedInstance>()
  #hasLeft = false

  /** `tenantId`: whose cell is meant; left out: that of this process. */
  constructor(routing: Routing, tenantId: string | null = null) {
    this.routing = routing
    this.#tenantId = tenantId
  }

  /** Null for a service that is not known. */
  choose(service: string, discovery: Discovery): SelectedInstance | null {
    const cell = discovery.cells.of(this.#tenantId)
    const bound = this.#selected.get(service)
    // A tenant that was moved meanwhile has left all that it was bound to.
    if (bound && bound.instance.cell === cellOfService(service, cell))
      return discovery.isUnavailable(bound.instance)
        ? this.#leaveIfPossible(service, bound, discovery)
        : bound
    const selected = discovery.find(service, this.#tagOf(service), null, cell)
    if (selected) this.#selected.set(service, selected)
    return selected
  }

  /**
   * Nothing could be sent to `left`: true when the request is bound to another instance now. A request that has once come
   * to stable stays there.
   */
  leave(service: string, left: SelectedInstance, discovery: Discovery): boolean {
    if (this.#selected.get(service) !== left) return true
    const cell = discovery.cells.of(this.#tenantId)
    const next = discovery.find(service, this.#tagAfter(service, left), left.instance, cell)
    if (!next || next.instance.origin === left.instance.origin) return false
    this.#selected.set(service, { instance: next.instance, reason: left.reason ?? next.reason })
    this.#hasLeft = true
    return true
  }

  /** As `leave`, for another instance of the same revision only: what the request has seen stays as it was. */
  leaveForPeer(service: string, left: SelectedInstance, discovery: Discovery): boolean {
    if (this.#selected.get(service) !== left) return true
    const instance = discovery.findPeer(left.instance)
    if (!instance) return false
    this.#selected.set(service, { instance, reason: left.reason })
    return true
  }

  /** The answer of an instance says where the tenant of the request is: true when that is another cell than was known. */
  noteMoved(cell: string, generation: number, { cells }: Discovery): boolean {
    const tenantId = this.#tenantId
    return tenantId !== null && cells.note({ tenantId, cell, generation })
  }

  /** The same request, bound to another instance of this service. */
  beside(service: string, selected: SelectedInstance): ServiceBinding<Routing> {
    const other = new ServiceBinding(this.routing, this.#tenantId)
    other.#selected.set(service, selected)
    return other
  }

  /** A release forbids that what is meant for gray is written by stable. */
  mayWrite(service: string, selected: SelectedInstance): boolean {
    return selected.reason === null || !this.routing.breaking.has(service)
  }

  /** Whether `leave` would find another instance. */
  canLeave(service: string, discovery: Discovery): boolean {
    const bound = this.choose(service, discovery)
    return bound !== null && discovery.hasOther(bound.instance, this.#tagAfter(service, bound))
  }

  /** Whether calls of one service may have reached two revisions. */
  get hasLeft(): boolean {
    return this.#hasLeft
  }

  /** In order of first use. */
  services(): string[] {
    return [...this.#selected.keys()]
  }

  /** Such as `sales=gray@1.5.0;inventory=stable@1.0.0(no-gray-instance)`; empty when no service was needed. */
  format(): string {
    let text = ''
    for (const [service, { instance, reason }] of this.#selected) {
      if (text !== '') text += ';'
      text += `${service}=${instance.revision}`
      if (reason !== null) text += `(${reason})`
    }
    return text
  }

  #tagOf(service: string): Tag {
    return this.routing.services[service] ?? STABLE_TAG
  }

  #tagAfter(service: string, { reason }: SelectedInstance): Tag {
    return reason === null ? this.#tagOf(service) : STABLE_TAG
  }

  #leaveIfPossible(service: string, bound: SelectedInstance, discovery: Discovery): SelectedInstance {
    this.leave(service, bound, discovery)
    return this.#selected.get(service) ?? bound
  }
}
