import { stableTag } from '@portico/release'
import { type Road, tagOn } from '../release/road.ts'
import type { Choice, Discovery } from './discovery.ts'

/** Of an answer: the road each service it needed was really reached by. */
export const routeHeader = 'x-portico-route'

/**
 * The way one request really goes. It is bound to one instance a service, so that its calls do not mix revisions, and
 * leaves it only when nothing can be sent there.
 */
export class Route {
  readonly road: Road
  /** In order of first use. */
  readonly #choices = new Map<string, Choice>()

  constructor(road: Road) {
    this.road = road
  }

  /** Null for a service nobody has told us about. */
  choose(service: string, discovery: Discovery): Choice | null {
    const bound = this.#choices.get(service)
    if (bound)
      return discovery.isGone(bound.instance) ? this.#leaveIfPossible(service, bound, discovery) : bound
    const choice = discovery.find(service, tagOn(this.road, service))
    if (choice) this.#choices.set(service, choice)
    return choice
  }

  /**
   * Nothing could be sent to `left`: true when the request is bound to another instance now. Who has once come to stable
   * stays there.
   */
  leave(service: string, left: Choice, discovery: Discovery): boolean {
    if (this.#choices.get(service) !== left) return true
    const tag = left.reason === null ? tagOn(this.road, service) : stableTag
    const next = discovery.find(service, tag, left.instance)
    if (!next || next.instance.origin === left.instance.origin) return false
    this.#choices.set(service, { instance: next.instance, reason: left.reason ?? next.reason })
    return true
  }

  /** A release forbids that what is meant for gray is written by stable. */
  mayWrite(service: string, choice: Choice): boolean {
    return choice.reason === null || !this.road.breaking.has(service)
  }

  /** The release this choice serves; null on the stable road. */
  releaseOf(service: string, choice: Choice): string | null {
    return choice.reason === null ? (this.road.releases[service] ?? null) : null
  }

  /** Such as `sales=gray@1.5.0;inventory=stable@1.0.0(no-gray-instance)`; empty when no service was needed. */
  format(): string {
    return Array.from(this.#choices, ([service, { instance, reason }]) => {
      return `${service}=${instance.revision}${reason === null ? '' : `(${reason})`}`
    }).join(';')
  }

  #leaveIfPossible(service: string, bound: Choice, discovery: Discovery): Choice {
    this.leave(service, bound, discovery)
    return this.#choices.get(service) ?? bound
  }
}
