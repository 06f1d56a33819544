import { inventoryContract } from '@portico/inventory-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { findWarehouses, listWarehouses } from '../stock/warehouses.ts'

const { routes } = inventoryContract

export function addWarehouseRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listWarehouses,
    handler: ({ caller: { tenantId } }) =>
      database.tenant(tenantId, async tx => ({ items: await listWarehouses(tx, tenantId) })),
  })

  app.route({
    ...routes.readWarehouses,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({ items: await findWarehouses(tx, tenantId, body.ids) })),
  })
}
