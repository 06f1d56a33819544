import { releaseContract } from '@portico/release-contract'
import type { Log } from '../telemetry/log.ts'
import type { CallContext } from '../upstream/call-context.ts'
import { type ContractClient, callsOf } from '../upstream/contract-client.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { systemContext } from '../upstream/system-context.ts'
import type { Upstream } from '../upstream/upstream.ts'

const TIMEOUT_MS = 5_000

export type ReleaseClient = ContractClient<typeof releaseContract.routes>

/** The release service, called by the gateway for itself unless `context` names a user or a token. */
export function releaseClient(
  upstream: Upstream,
  log: Log,
  context: CallContext = systemContext(TIMEOUT_MS),
): ReleaseClient {
  return callsOf(releaseContract, new ServiceClient(releaseContract.service, upstream, context, log))
}

/** What may come later, or be lost, where the service has much to do. */
export function backgroundReleaseClient(upstream: Upstream, log: Log): ReleaseClient {
  return releaseClient(upstream, log, systemContext(TIMEOUT_MS, { priority: 'background' }))
}
