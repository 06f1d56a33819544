import type { Log } from '../telemetry/log.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { systemContext } from '../upstream/system-context.ts'
import type { Upstream } from '../upstream/upstream.ts'

const TIMEOUT_MS = 5_000

/** The release service, called by the gateway for itself. */
export function releaseClient(upstream: Upstream, log: Log): ServiceClient {
  return new ServiceClient('release', upstream, systemContext(TIMEOUT_MS), log)
}
