import { identityContract } from '@portico/identity-contract'
import type { Log } from '../telemetry/log.ts'
import type { CallContext } from './call-context.ts'
import { type ContractClient, callsOf } from './contract-client.ts'
import { ServiceClient } from './service-client.ts'
import type { Upstream } from './upstream.ts'

export type IdentityClient = ContractClient<typeof identityContract.routes>

/** Identity, called by the gateway itself: sessions and log-ins are its own work, and no module's. */
export function identityClient(upstream: Upstream, context: CallContext, log: Log): IdentityClient {
  return callsOf(identityContract, new ServiceClient(identityContract.service, upstream, context, log))
}
