import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { requirePlatform } from '../http/require-platform.ts'
import { FOR_TENANTS } from '../http/route-config.ts'
import { Count, TenantId } from '../schemas/release.ts'
import { readRouting } from './read-routing.ts'
import { TenantFactsSource } from './tenant-facts.ts'

const Params = Type.Object({ tenantId: TenantId })
const TenantRoutingSchema = Type.Object({
  tenantId: TenantId,
  services: Type.Record(Type.String(), Type.String()),
  revision: Count,
})

export function addRoutingRoutes(app: ServiceApp, service: ServiceContext) {
  const facts = new TenantFactsSource(service)
  const schema = { params: Params, response: { 200: TenantRoutingSchema } }
  app.get('/routing/:tenantId', { config: FOR_TENANTS, schema }, async request => {
    const { tenantId } = request.params
    // A service asks in the tenant's name.
    if (request.caller.tenantId !== tenantId) await requirePlatform(request, service)
    return readRouting(service.database, tenantId, () => facts.find(tenantId))
  })
}
