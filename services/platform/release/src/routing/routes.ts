import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { requirePlatform } from '../http/require-platform.ts'
import { FOR_TENANTS } from '../http/route-config.ts'
import { readRouting } from './read-routing.ts'
import { TenantFactsSource } from './tenant-facts.ts'

const { routes } = releaseContract

export function addRoutingRoutes(app: ServiceApp, service: ServiceContext) {
  const facts = new TenantFactsSource(service)
  app.route({
    ...routes.getRouting,
    config: FOR_TENANTS,
    handler: async request => {
      const { tenantId } = request.params
      // A service asks in the tenant's name.
      if (request.caller.tenantId !== tenantId) await requirePlatform(request, service)
      return readRouting(service.database, tenantId, () => facts.find(tenantId))
    },
  })
}
