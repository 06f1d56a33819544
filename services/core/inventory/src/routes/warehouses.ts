import {
  BatchBody,
  Code,
  Id,
  ItemsOf,
  Name,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import { findWarehouses, listWarehouses } from '../stock/warehouses.ts'

const WarehouseSchema = Type.Object({ id: Id, code: Code, name: Name })
const response = { 200: ItemsOf(WarehouseSchema) }

export function addWarehouseRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.get('/warehouses', { schema: { response } }, ({ caller: { tenantId } }) =>
    database.tenant(tenantId, async tx => ({ items: await listWarehouses(tx, tenantId) })),
  )

  app.post('/warehouses/batch', { schema: { body: BatchBody, response } }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({ items: await findWarehouses(tx, tenantId, body.ids) })),
  )
}
