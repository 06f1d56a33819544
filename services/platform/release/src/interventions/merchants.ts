import { identityContract } from '@portico/identity-contract'
import type { InterventionEffect } from '@portico/release'
import {
  callRoute,
  createContext,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceContext,
} from '@portico/service-kit'
import { KnownTenants } from '../members/known-tenants.ts'
import { lockedOut } from './require-sound.ts'

const TIMEOUT_MS = 2_000

/** The tenants that an intervention may be about: those that the directory knows, and none of operators. */
export class Merchants {
  readonly #tenants: KnownTenants
  readonly #identity: ServiceClient

  constructor(service: Pick<ServiceContext, 'clients'>) {
    this.#tenants = new KnownTenants(service)
    this.#identity = service.clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  }

  /**
   * The same with the tenant's id in place of its slug. While the directory is away the tenant is kept as it is; the one of the operator who asks,
   * `own`, is known all the same. Not inside a transaction. Throws TENANT_UNKNOWN, PLATFORM_LOCKED_OUT.
   */
  async named(effect: InterventionEffect, own: string): Promise<InterventionEffect> {
    if (effect.kind === 'weigh' || effect.tenant === undefined) return effect
    const [tenant = effect.tenant] = await this.#tenants.idsOf([effect.tenant], false)
    if (effect.kind !== 'degrade' && (tenant === own || (await this.#isOfOperators(tenant))))
      throw lockedOut(`${tenant} is a tenant of operators`)
    return { ...effect, tenant }
  }

  async #isOfOperators(id: string): Promise<boolean> {
    const { listDirectory } = identityContract.routes
    const question = { context: createContext({ tenantId: '' }), query: { ids: id, first: 1 } }
    const found = await callRoute(this.#identity, listDirectory, question).catch(() => null)
    return found?.items.some(({ kind }) => kind === 'platform') ?? false
  }
}
