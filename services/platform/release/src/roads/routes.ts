import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { platformOnly } from '../http/route-config.ts'
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
  app.get('/roads/:tenantId', { config: platformOnly, schema }, ({ params: { tenantId } }) =>
    readRoad(service.database, tenantId, () => facts.find(tenantId)),
  )
}
