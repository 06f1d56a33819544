import { type ServiceInstance, STABLE_TAG } from '@portico/release'

/**
 * `instances`, with the release services at `urls` where none is registered that is well: what a gateway begins with that has
 * no rules yet, or whose rules name only dead ones.
 */
export function withReleaseSeeds(
  urls: readonly string[],
  instances: readonly ServiceInstance[],
): readonly ServiceInstance[] {
  if (urls.length === 0 || instances.some(one => one.service === 'release' && one.isHealthy)) return instances
  return [...instances, ...urls.map(seedOf)]
}

/** As a list of trusted hosts has it. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}

function seedOf(url: string): ServiceInstance {
  const { origin } = new URL(url)
  return { id: origin, service: 'release', tag: STABLE_TAG, version: '0.0.0', url: origin, isHealthy: true }
}
