import { type DirectoryFacts, identityContract, type NamedTenant } from '@portico/identity-contract'
import { callRoute, createContext, type ServiceClient } from '@portico/service-kit'
import type { Static } from 'typebox'
import { releaseProblems } from '../store/problems.ts'

const PAGE = 10_000
const MAX_SHOWN = 20
const context = createContext({ tenantId: '' })

/** Pages by id. Throws DIRECTORY_AWAY. */
export async function* readDirectory(identity: ServiceClient): AsyncGenerator<DirectoryFacts[]> {
  for (let after = ''; ; ) {
    const asked = { context, query: { first: PAGE, after } }
    const { items } = await callRoute(identity, identityContract.routes.listTenantFacts, asked).catch(
      refuseAsAway,
    )
    if (items.length > 0) yield items
    const last = items.at(-1)
    if (!last || items.length < PAGE) return
    after = last.id
  }
}

/** Those of the ids and slugs that name a tenant. Throws DIRECTORY_AWAY. */
export async function nameTenants(
  identity: ServiceClient,
  refs: readonly string[],
): Promise<Static<typeof NamedTenant>[]> {
  const asked = { context, body: { refs: [...refs] } }
  const { items } = await callRoute(identity, identityContract.routes.nameTenants, asked).catch(refuseAsAway)
  return items
}

/** TENANT_UNKNOWN with the first of `refs`; `say` puts them into a sentence. */
export function tenantUnknown(refs: readonly string[], say: (shown: string) => string): Error {
  const shown = refs.slice(0, MAX_SHOWN)
  const more = refs.length > shown.length ? ` and ${refs.length - shown.length} more` : ''
  const details = { tenants: shown, count: refs.length }
  return releaseProblems.TENANT_UNKNOWN(say(`${shown.join(', ')}${more}`), details)
}

function refuseAsAway(error: Error): never {
  throw releaseProblems.DIRECTORY_AWAY('The directory of tenants does not answer. Try again.', {}, error)
}
