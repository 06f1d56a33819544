import { releaseContract } from '@portico/release-contract'
import type { ReleaseClient } from '../../src/release/release-client.ts'
import type { UpstreamClient } from '../../src/upstream/client.ts'
import { callsOf } from '../../src/upstream/contract-client.ts'

/** A release service to which all that is written goes by one function. */
export function releaseOf(send: (path: string, body: unknown) => Promise<never>): ReleaseClient {
  return callsOf(releaseContract, { post: send, put: send } as unknown as UpstreamClient)
}
