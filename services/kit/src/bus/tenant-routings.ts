import type { Tag } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import { SERVICE_PORTS } from '@portico/service-contract/services'
import { createContext } from '../context/context.ts'
import type { ServiceContext } from '../service/service.ts'
import { callRoute } from '../service-clients/call-route.ts'
import type { ServiceClient } from '../service-clients/service-client.ts'
import { BUS_SCHEMA } from './port/settings.ts'

type Routing = Record<string, Tag>

const TIMEOUT_MS = 2000

/** The routing targets of a tenant's job when it is dispatched: as the release service says, else as it said last, else none. */
export class TenantRoutings {
  readonly #client: ServiceClient | null
  readonly #service: Pick<ServiceContext, 'database' | 'log'>

  /** Without `RELEASE_URL` there are no releases, and every tenant gets the stable services. */
  constructor(service: Pick<ServiceContext, 'clients' | 'env' | 'database' | 'log'>) {
    this.#service = service
    this.#client = service.env.RELEASE_URL
      ? service.clients.connect(releaseContract.service, SERVICE_PORTS.release, { timeoutMs: TIMEOUT_MS })
      : null
  }

  async get(tenantId: string): Promise<Routing> {
    if (!this.#client) return {}
    const targets = await this.#ask(this.#client, tenantId)
    if (!targets) return this.#recall(tenantId)
    await this.#keep(tenantId, targets)
    return targets
  }

  async #ask(client: ServiceClient, tenantId: string): Promise<Routing | null> {
    try {
      const context = createContext({ tenantId })
      const { getRouting } = releaseContract.routes
      return (await callRoute(client, getRouting, { context, params: { tenantId } })).services
    } catch (error) {
      this.#service.log.warn(
        { cause: error, tenantId },
        'the release service answers no routing; its last answer holds',
      )
      return null
    }
  }

  async #recall(tenantId: string): Promise<Routing> {
    const { rows } = await this.#service.database.execute<{ services: Routing }>(
      `select services from ${BUS_SCHEMA}.portico_routing where tenant_id = $1`,
      [tenantId],
    )
    return rows[0]?.services ?? {}
  }

  async #keep(tenantId: string, targets: Routing) {
    await this.#service.database.execute(
      `insert into ${BUS_SCHEMA}.portico_routing (tenant_id, services, asked_at) values ($1, $2, now())
       on conflict (tenant_id) do update set services = excluded.services, asked_at = excluded.asked_at`,
      [tenantId, JSON.stringify(targets)],
    )
  }
}
