import { Discovery } from '@portico/service-client'
import type { TrafficMeter } from '@portico/telemetry'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { Upstream } from '../upstream/upstream.ts'
import { openKeyring } from './keyring.ts'
import { hostOf, withReleaseSeeds } from './release-seeds.ts'

interface UpstreamParts {
  settings: GatewaySettings
  metrics: Metrics
  traffic: TrafficMeter
  log: Log
}

/** The services, where they are found, and the one client that calls them. */
export function openUpstream(
  { settings, metrics, traffic, log }: UpstreamParts,
  services: readonly string[],
  secret: string,
): Upstream {
  const { serviceUrls, upstreamHosts, releaseUrls } = settings
  const names = serviceUrls.release ? [...services, 'release'] : services
  const hosts = [...upstreamHosts, ...releaseUrls.map(hostOf)]
  const discovery = new Discovery(names, serviceUrls, { upstreamHosts: hosts, log })
  discovery.setInstances(withReleaseSeeds(releaseUrls, []))
  const keyring = openKeyring(settings, secret)
  return new Upstream(discovery, log, { keyring, metrics: metrics.calls, traffic })
}
