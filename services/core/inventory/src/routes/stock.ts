import { inventoryContract } from '@portico/inventory-contract'
import {
  idempotent,
  readPage,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { adjust } from '../stock/adjustments.ts'
import { openStock } from '../stock/opening.ts'
import { receive } from '../stock/receiving.ts'
import { countStock, findStock, listStock, setLowStockLevel, sumStockByProduct } from '../stock/stock.ts'

const { routes } = inventoryContract

export function addStockRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addWrites(app, service)
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listStock,
    handler: ({ caller: { tenantId }, query }) =>
      database.tenant(tenantId, tx =>
        readPage(query, {
          keyLength: 1,
          count: () => countStock(tx, tenantId, query),
          rows: (limit, after) => listStock(tx, tenantId, query, { limit, after }),
          keyOf: item => [item.id],
          toItem: item => item,
        }),
      ),
  })

  app.route({
    ...routes.readStock,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({ items: await findStock(tx, tenantId, body.ids) })),
  })

  app.route({
    ...routes.sumStock,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({
        items: await sumStockByProduct(tx, tenantId, body.productIds),
      })),
  })
}

function addWrites(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.adjustStock,
    handler: request =>
      idempotent(database, request, tx => adjust(tx, request.caller.tenantId, request.body)),
  })

  app.route({
    ...routes.receiveStock,
    handler: request =>
      idempotent(database, request, tx => receive(tx, request.caller.tenantId, request.body)),
  })

  app.route({
    ...routes.setLowStockLevel,
    handler: ({ caller: { tenantId }, params, body, headers }) => {
      const version = requireVersion(headers)
      return database.tenant(tenantId, tx =>
        setLowStockLevel(tx, tenantId, { id: params.id, version, level: body.lowStockLevel }),
      )
    },
  })

  app.route({
    ...routes.openStock,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({ items: await openStock(tx, tenantId, body.items) })),
  })
}
