import {
  inBatches,
  type ServiceApp,
  type ServiceContext,
  streamTable,
  TableQuery,
  tableRoute,
} from '@portico/service-kit'
import Type from 'typebox'
import { movementColumns } from '../exports/movement-table.ts'
import { PlaceNames } from '../exports/place-names.ts'
import { STOCK_COLUMNS } from '../exports/stock-table.ts'
import { listMovements } from '../stock/movements.ts'
import { listStock } from '../stock/stock.ts'
import { MovementFilterQuery } from './movements.ts'
import { StockFilterQuery, toStockFilter } from './stock.ts'

const StockExportQuery = Type.Interface([TableQuery, StockFilterQuery], {})
const MovementExportQuery = Type.Interface([TableQuery, MovementFilterQuery], {})

const { handlerTimeout, response } = tableRoute

/** What the lists have filtered, as files. */
export function addExportRoutes(app: ServiceApp, { database, clients }: ServiceContext) {
  const names = new PlaceNames(database, clients)

  const stock = { schema: { querystring: StockExportQuery, response }, handlerTimeout }
  app.get('/stock/export', stock, ({ caller, query }, reply) => {
    const { tenantId } = caller
    const filter = toStockFilter(query)
    const items = inBatches({
      rows: (limit, after) =>
        database.tenant(tenantId, tx => listStock(tx, tenantId, filter, { limit, after })),
      keyOf: ({ id }) => [id],
    })
    const batches = names.name(caller, items)
    return streamTable(reply, query, { name: 'stock', columns: STOCK_COLUMNS, batches })
  })

  const movements = { schema: { querystring: MovementExportQuery, response }, handlerTimeout }
  app.get('/movements/export', movements, ({ caller, query }, reply) => {
    const { tenantId } = caller
    const rows = inBatches({
      rows: (limit, after) =>
        database.tenant(tenantId, tx => listMovements(tx, tenantId, query, { limit, after })),
      keyOf: ({ id }) => [id],
    })
    const columns = movementColumns(query.timeZone ?? 'UTC')
    return streamTable(reply, query, { name: 'movements', columns, batches: names.name(caller, rows) })
  })
}
