import { identityContract } from '@portico/identity-contract'
import type { TenantFacts } from '@portico/release'
import {
  callRoute,
  createContext,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceContext,
} from '@portico/service-kit'

const TIMEOUT_MS = 2000

/** What constraints look at, from the identity service. */
export class TenantFactsSource {
  readonly #identity: ServiceClient

  constructor({ clients }: Pick<ServiceContext, 'clients'>) {
    this.#identity = clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  }

  /** Nothing is known when identity does not answer: constraints fail then, and the tenant stays on the stable tag. */
  async find(tenantId: string): Promise<TenantFacts> {
    try {
      const { plan, region, createdAt } = await callRoute(this.#identity, identityContract.routes.getTenant, {
        context: createContext({ tenantId }),
        params: { id: tenantId },
      })
      return { ...(plan ? { plan } : {}), ...(region ? { region } : {}), ...(createdAt ? { createdAt } : {}) }
    } catch {
      return {}
    }
  }
}
