import type { GraphContext } from '@portico/bff-framework'
import { identityContract, type WantedSsoSettings } from '@portico/identity-contract'
import type { SingleSignOnInput } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

const identity = contractClient(identityContract)

export function fetchSingleSignOn(context: GraphContext) {
  return identity(context).call('getSsoSettings', {})
}

/** `version` is that of the settings that were changed; 0: there were none. */
export async function putSingleSignOn(
  context: GraphContext,
  input: SingleSignOnInput,
  version: number,
): Promise<void> {
  const { defaultRole = null, clientSecret, ...settings } = input
  // The graph has filled in its defaults, which the type of an input does not say.
  const body = { ...settings, defaultRole, ...(clientSecret && { clientSecret }) } as WantedSsoSettings
  await identity(context).call('putSsoSettings', { body, ifMatch: version })
}

export async function deleteSingleSignOn(context: GraphContext): Promise<void> {
  await identity(context).call('removeSsoSettings', {})
}
