import type { ServiceInstance, Tag } from '@portico/release'

/**
 * Who runs which service under which tag, as the release service said last. While it is silent the last word holds: an
 * address that may be old is worth more than none.
 */
export class Directory {
  #instances: readonly ServiceInstance[] = []

  learn(instances: readonly ServiceInstance[]) {
    this.#instances = instances
  }

  /** A healthy one, by chance where there are several; null when there is none. */
  find(service: string, tag: Tag): ServiceInstance | null {
    const healthy = this.#instances.filter(
      instance => instance.service === service && instance.tag === tag && instance.isHealthy,
    )
    return healthy[Math.floor(Math.random() * healthy.length)] ?? null
  }
}
