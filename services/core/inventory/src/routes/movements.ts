import { inventoryContract } from '@portico/inventory-contract'
import { readPage, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { countMovements, listMovements } from '../stock/movements.ts'

export function addMovementRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...inventoryContract.routes.listMovements,
    handler: ({ caller: { tenantId }, query }) =>
      database.tenant(tenantId, tx =>
        readPage(query, {
          keyLength: 1,
          count: () => countMovements(tx, tenantId, query),
          rows: (limit, after) => listMovements(tx, tenantId, query, { limit, after }),
          keyOf: movement => [movement.id],
          toItem: movement => movement,
        }),
      ),
  })
}
