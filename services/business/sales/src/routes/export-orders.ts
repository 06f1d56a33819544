import { salesContract } from '@portico/sales-contract'
import { type ServiceApp, type ServiceContext, streamTable, tableRoute } from '@portico/service-kit'
import { readOrderRows } from '../exports/order-batches.ts'
import { OrderNames } from '../exports/order-names.ts'
import { ORDER_COLUMNS } from '../exports/order-table.ts'
import { toFilter } from './order-filter.ts'

/** What the list of orders has filtered, as a file: a row a line, newest document first. */
export function addOrderExport(app: ServiceApp, { database, clients }: ServiceContext) {
  const names = new OrderNames(clients)
  const { schema, ...route } = salesContract.routes.exportOrders
  const { handlerTimeout, response } = tableRoute
  app.route({
    ...route,
    schema: { ...schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) => {
      const filter = toFilter(query)
      const batches = readOrderRows(database, names, { context: caller, filter })
      return streamTable(reply, query, { name: 'orders', columns: ORDER_COLUMNS, batches })
    },
  })
}
