import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { requirePlatform } from '../http/require-platform.ts'
import { forTenants } from '../http/route-config.ts'
import { Count, TenantId } from '../releases/schemas.ts'
import { readRoad } from './road.ts'
import { TenantFactsSource } from './tenant-facts.ts'

const Params = Type.Object({ tenantId: TenantId })
const TenantRoadSchema = Type.Object({
  tenantId: TenantId,
  services: Type.Record(Type.String(), Type.String()),
  revision: Count,
})

export function addRoadRoutes(app: ServiceApp, service: ServiceContext) {
  const facts = new TenantFactsSource(service)
  const schema = { params: Params, response: { 200: TenantRoadSchema } }
  app.get('/roads/:tenantId', { config: forTenants, schema }, async request => {
    const { tenantId } = request.params
    // A service asks in the tenant's name.
    if (request.caller.tenantId !== tenantId) await requirePlatform(request, service)
    return readRoad(service.database, tenantId, () => facts.find(tenantId))
  })
}
