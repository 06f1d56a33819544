import { stableTag } from '@portico/release'
import { type Routing, tagOn } from '../release/routing.ts'
import type { Discovery, SelectedInstance } from './discovery.ts'

/** Of an answer: the instance by which each service it needed was really reached. */
export const routeHeader = 'x-portico-route'

/**
 * The way one request really goes. It is bound to one instance a service, so that its calls do not mix revisions, and
 * leaves it only when nothing can be sent there.
 */
export class ServiceBinding {
  readonly routing: Routing
  /** In order of first use. */
  readonly #selected = new Map<string, SelectedInstance>()

  constructor(routing: Routing) {
    this.routing = routing
  }

  /** Null for a service that is not known. */
  choose(service: string, discovery: Discovery): SelectedInstance | null {
    const bound = this.#selected.get(service)
    if (bound)
      return discovery.isUnavailable(bound.instance)
        ? this.#leaveIfPossible(service, bound, discovery)
        : bound
    const selected = discovery.find(service, tagOn(this.routing, service))
    if (selected) this.#selected.set(service, selected)
    return selected
  }

  /**
   * Nothing could be sent to `left`: true when the request is bound to another instance now. Who has once come to stable
   * stays there.
   */
  leave(service: string, left: SelectedInstance, discovery: Discovery): boolean {
    if (this.#selected.get(service) !== left) return true
    const tag = left.reason === null ? tagOn(this.routing, service) : stableTag
    const next = discovery.find(service, tag, left.instance)
    if (!next || next.instance.origin === left.instance.origin) return false
    this.#selected.set(service, { instance: next.instance, reason: left.reason ?? next.reason })
    return true
  }

  /** A release forbids that what is meant for gray is written by stable. */
  mayWrite(service: string, selected: SelectedInstance): boolean {
    return selected.reason === null || !this.routing.breaking.has(service)
  }

  /** The release this choice serves; null for stable. */
  releaseOf(service: string, selected: SelectedInstance): string | null {
    return selected.reason === null ? (this.routing.releases[service] ?? null) : null
  }

  /** Such as `sales=gray@1.5.0;inventory=stable@1.0.0(no-gray-instance)`; empty when no service was needed. */
  format(): string {
    return Array.from(this.#selected, ([service, { instance, reason }]) => {
      return `${service}=${instance.revision}${reason === null ? '' : `(${reason})`}`
    }).join(';')
  }

  #leaveIfPossible(service: string, bound: SelectedInstance, discovery: Discovery): SelectedInstance {
    this.leave(service, bound, discovery)
    return this.#selected.get(service) ?? bound
  }
}
