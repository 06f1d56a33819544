import { inventoryContract } from '@portico/inventory-contract'
import {
  inBatches,
  type ServiceApp,
  type ServiceContext,
  streamTable,
  tableRoute,
} from '@portico/service-kit'
import { movementColumns } from '../exports/movement-table.ts'
import { PlaceNames } from '../exports/place-names.ts'
import { STOCK_COLUMNS } from '../exports/stock-table.ts'
import { listMovements } from '../stock/movements.ts'
import { listStock } from '../stock/stock.ts'

const { exportStock, exportMovements } = inventoryContract.routes
const { handlerTimeout, response } = tableRoute

/** What the lists have filtered, as files. */
export function addExportRoutes(app: ServiceApp, { database, clients }: ServiceContext) {
  const names = new PlaceNames(database, clients)

  app.route({
    ...exportStock,
    schema: { ...exportStock.schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) => {
      const { tenantId } = caller
      const items = inBatches({
        rows: (limit, after) =>
          database.tenant(tenantId, tx => listStock(tx, tenantId, query, { limit, after })),
        keyOf: ({ id }) => [id],
      })
      const batches = names.name(caller, items)
      return streamTable(reply, query, { name: 'stock', columns: STOCK_COLUMNS, batches })
    },
  })

  app.route({
    ...exportMovements,
    schema: { ...exportMovements.schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) => {
      const { tenantId } = caller
      const rows = inBatches({
        rows: (limit, after) =>
          database.tenant(tenantId, tx => listMovements(tx, tenantId, query, { limit, after })),
        keyOf: ({ id }) => [id],
      })
      const columns = movementColumns(query.timeZone ?? 'UTC')
      return streamTable(reply, query, { name: 'movements', columns, batches: names.name(caller, rows) })
    },
  })
}
