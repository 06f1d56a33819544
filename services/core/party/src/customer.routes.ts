import { partyContract } from '@portico/party-contract'
import { addEntityRoutes, readPage, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { CustomerStore } from './customer.store.ts'

const { routes } = partyContract

export function customerRoutes(app: ServiceApp, service: ServiceContext) {
  addList(app, service)
  addEntityRoutes(app, service, {
    noun: 'customer',
    routes: {
      get: routes.getCustomer,
      read: routes.readCustomers,
      create: routes.createCustomer,
      ensure: routes.ensureCustomers,
      update: routes.updateCustomer,
    },
    open: (tx, tenantId) => new CustomerStore(tx, tenantId),
  })
}

function addList(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listCustomers,
    handler: ({ caller: { tenantId }, query: { search, ...page } }) =>
      database.tenant(tenantId, async tx => {
        const customers = new CustomerStore(tx, tenantId)
        const found = await customers.search(search)
        return readPage(page, {
          keyLength: 2,
          count: () => customers.count(found),
          rows: (limit, after) => customers.listPage(found, limit, after),
          keyOf: row => [row.sortName, row.id],
          toItem: ({ sortName: _, ...customer }) => customer,
        })
      }),
  })
}
