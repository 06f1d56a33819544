import {
  type ServiceApp,
  type ServiceContext,
  streamTable,
  TableQuery,
  tableRoute,
} from '@portico/service-kit'
import Type from 'typebox'
import { readOrderRows } from '../exports/order-batches.ts'
import { OrderNames } from '../exports/order-names.ts'
import { ORDER_COLUMNS } from '../exports/order-table.ts'
import { OrderFilterQuery, toFilter } from './order-filter.ts'

const ExportQuery = Type.Interface([TableQuery, OrderFilterQuery], {})

/** What the list of orders has filtered, as a file: a row a line, newest document first. */
export function addOrderExport(app: ServiceApp, { database, clients }: ServiceContext) {
  const names = new OrderNames(clients)
  const { handlerTimeout, response } = tableRoute
  const schema = { querystring: ExportQuery, response }
  app.get('/orders/export', { schema, handlerTimeout }, ({ caller, query }, reply) => {
    const filter = toFilter(query)
    const batches = readOrderRows(database, names, { context: caller, filter })
    return streamTable(reply, query, { name: 'orders', columns: ORDER_COLUMNS, batches })
  })
}
