import type { TenantFacts } from '@portico/release'
import { createContext, Nullable, type ServiceClient, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'

const TIMEOUT_MS = 2000
const Fact = Type.Optional(Nullable(Type.String()))
const TenantAnswer = Type.Object({ plan: Fact, region: Fact, createdAt: Fact })

/** What constraints look at, from the identity service. */
export class TenantFactsSource {
  readonly #identity: ServiceClient

  constructor({ clients }: Pick<ServiceContext, 'clients'>) {
    this.#identity = clients.connect('identity', 7001, { timeoutMs: TIMEOUT_MS })
  }

  /** Nothing is known when identity does not answer: constraints fail then, and the tenant stays on the stable tag. */
  async find(tenantId: string): Promise<TenantFacts> {
    try {
      const { plan, region, createdAt } = await this.#identity.call(
        'GET',
        `/tenants/${encodeURIComponent(tenantId)}`,
        { context: createContext({ tenantId }), answer: TenantAnswer },
      )
      return { ...(plan ? { plan } : {}), ...(region ? { region } : {}), ...(createdAt ? { createdAt } : {}) }
    } catch {
      return {}
    }
  }
}
