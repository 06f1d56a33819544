import { HOME_CELL, PLATFORM_SERVICES, type ServiceInstance, STABLE_TAG, type Tag } from '@portico/release'
import type { TrustedHosts } from '@portico/release/trust'

/** Where calls for a service go, and which revision of it answers there; the revision is part of every cache key. */
export interface Instance {
  service: string
  /** Without a slash at the end. */
  origin: string
  tag: Tag
  /** Whose tenants it serves. */
  cell: string
  /** Null where only the address is known. */
  version: string | null
  /** `tag@version`, or the tag alone. */
  revision: string
}

const NAME_PATTERN = /^[a-z][a-z0-9-]{0,62}$/
/** What a header can carry and a route text is not broken by. */
const VERSION_PATTERN = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,99}$/

/** What answers at a service's fixed address, as long as no instance there registers. */
export function fixedInstance(service: string, url: string, cell: string): Instance {
  return {
    service,
    origin: new URL(url).origin,
    tag: STABLE_TAG,
    cell: cellOfService(service, cell),
    version: null,
    revision: STABLE_TAG,
  }
}

/** Null for what is not to be called: another host, or words that are none. */
export function trustedInstance(
  { service, tag, version, url, cell = HOME_CELL }: ServiceInstance,
  hosts: TrustedHosts,
): Instance | null {
  const origin = hosts.originOf(url)
  const isSpoken = NAME_PATTERN.test(service) && NAME_PATTERN.test(tag) && VERSION_PATTERN.test(version)
  if (origin === null || !isSpoken) return null
  return {
    service,
    origin,
    tag,
    cell: cellOfService(service, cell),
    version,
    revision: `${tag}@${version}`,
  }
}

/** What is the whole platform's is at home for all. */
export function cellOfService(service: string, cell: string): string {
  return PLATFORM_SERVICES.has(service) ? HOME_CELL : cell
}
