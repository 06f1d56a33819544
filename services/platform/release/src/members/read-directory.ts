import { type DirectoryFacts, identityContract } from '@portico/identity-contract'
import { callRoute, createContext, type ServiceClient } from '@portico/service-kit'
import { releaseProblems } from '../store/problems.ts'

const PAGE = 10_000

/** Pages by id. Throws DIRECTORY_AWAY. */
export async function* readDirectory(identity: ServiceClient): AsyncGenerator<DirectoryFacts[]> {
  const context = createContext({ tenantId: '' })
  for (let after = ''; ; ) {
    const asked = { context, query: { first: PAGE, after } }
    const { items } = await callRoute(identity, identityContract.routes.listTenantFacts, asked).catch(
      error => {
        throw releaseProblems.DIRECTORY_AWAY(
          'The directory of tenants does not answer. Try again.',
          {},
          error,
        )
      },
    )
    if (items.length > 0) yield items
    const last = items.at(-1)
    if (!last || items.length < PAGE) return
    after = last.id
  }
}
