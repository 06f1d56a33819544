import type { ServiceInstance, Tag } from '@portico/release'
import type { TrustedHosts } from '@portico/release/trust'
import { Ejections } from '@portico/service-client'

/**
 * Who runs which service under which tag, as the release service said last. While it is silent the last word holds: an
 * address that may be old is worth more than none.
 */
export class Directory {
  readonly #hosts: TrustedHosts
  readonly #ejections = new Ejections()
  #instances: readonly ServiceInstance[] = []

  constructor(hosts: TrustedHosts) {
    this.#hosts = hosts
  }

  /** Those at hosts that are not trusted are left out: a tenant's context never goes there. */
  learn(instances: readonly ServiceInstance[]) {
    const known = new Set(this.#instances.map(({ id }) => id))
    this.#instances = instances.filter(({ url }) => this.#hosts.originOf(url) !== null)
    for (const { id, url } of this.#instances) if (!known.has(id)) this.#ejections.forget(url)
  }

  /** A healthy one, by chance where there are several; null when there is none. */
  find(service: string, tag: Tag): ServiceInstance | null {
    const healthy = this.#listHealthy(service, tag)
    const well = healthy.filter(({ url }) => !this.#ejections.isEjected(url))
    const candidates = well.length > 0 ? well : healthy
    return candidates[Math.floor(Math.random() * candidates.length)] ?? null
  }

  /** Another of the same tag; null when there is none. */
  findOther(service: string, tag: Tag, origin: string): ServiceInstance | null {
    const others = this.#listHealthy(service, tag).filter(({ url }) => url !== origin)
    return others.find(({ url }) => !this.#ejections.isEjected(url)) ?? others[0] ?? null
  }

  /** What a call there came to: one that fails all the time is left alone for a while. */
  note(service: string, origin: string, isFailure: boolean) {
    const tag = this.#instances.find(({ url }) => url === origin)?.tag
    const peers = tag === undefined ? [] : this.#listHealthy(service, tag).map(({ url }) => url)
    this.#ejections.note(origin, isFailure, peers)
  }

  #listHealthy(service: string, tag: Tag): ServiceInstance[] {
    return this.#instances.filter(
      instance => instance.service === service && instance.tag === tag && instance.isHealthy,
    )
  }
}
