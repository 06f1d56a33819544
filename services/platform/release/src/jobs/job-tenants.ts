import { identityContract } from '@portico/identity-contract'
import {
  callRoute,
  createContext,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceContext,
} from '@portico/service-kit'
import { readDirectory } from '../members/read-directory.ts'
import { releaseProblems } from '../store/problems.ts'

const TIMEOUT_MS = 10_000
const MAX_SHOWN = 20

/** Which tenants a job may be for: all that the directory knows but those of operators. */
export class JobTenants {
  readonly #identity: ServiceClient

  constructor({ clients }: Pick<ServiceContext, 'clients'>) {
    this.#identity = clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  }

  /** In pages. Throws DIRECTORY_AWAY. */
  async *all(): AsyncGenerator<string[]> {
    for await (const page of readDirectory(this.#identity))
      yield page.filter(({ kind }) => kind === 'merchant').map(({ id }) => id)
  }

  /** By ids and slugs. Throws TENANT_UNKNOWN with those that are none, DIRECTORY_AWAY. */
  async named(refs: readonly string[]): Promise<string[]> {
    const asked = { context: OF_NO_TENANT, body: { refs: [...refs] } }
    const { items } = await callRoute(this.#identity, identityContract.routes.nameTenants, asked).catch(
      error => {
        throw releaseProblems.DIRECTORY_AWAY(
          'The directory of tenants does not answer. Try again.',
          {},
          error,
        )
      },
    )
    const merchants = new Map(items.filter(({ kind }) => kind === 'merchant').map(({ ref, id }) => [ref, id]))
    const refused = refs.filter(ref => !merchants.has(ref))
    if (refused.length === 0) return [...new Set(merchants.values())]
    const shown = refused.slice(0, MAX_SHOWN)
    const more = refused.length > shown.length ? ` and ${refused.length - shown.length} more` : ''
    throw releaseProblems.TENANT_UNKNOWN(
      `${shown.join(', ')}${more}: no company has this id or short name.`,
      {
        tenants: shown,
        count: refused.length,
      },
    )
  }
}

const OF_NO_TENANT = createContext({ tenantId: '' })
