import { SERVICE_PORTS, type ServiceClient, type ServiceContext } from '@portico/service-kit'
import { nameTenants, readDirectory, tenantUnknown } from '../members/read-directory.ts'

const TIMEOUT_MS = 10_000

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
    const items = await nameTenants(this.#identity, refs)
    const merchants = new Map(items.filter(({ kind }) => kind === 'merchant').map(({ ref, id }) => [ref, id]))
    const refused = refs.filter(ref => !merchants.has(ref))
    if (refused.length > 0)
      throw tenantUnknown(refused, shown => `${shown}: no company has this id or short name.`)
    return [...new Set(merchants.values())]
  }
}
