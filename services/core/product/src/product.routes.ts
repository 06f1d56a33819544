import { productContract } from '@portico/product-contract'
import {
  addEntityRoutes,
  type CallContext,
  readPage,
  type ServiceApp,
  type ServiceContext,
  type Transaction,
} from '@portico/service-kit'
import { addProductExport } from './product.export.ts'
import {
  countProducts,
  cursorOf,
  listByLabels,
  listCategories,
  listProducts,
  lookUpProducts,
} from './product.list.ts'
import { ProductStore } from './product.store.ts'

const { routes } = productContract

export function productRoutes(app: ServiceApp, service: ServiceContext) {
  addLists(app, service)
  addProductExport(app, service)
  addEntityRoutes(app, service, {
    noun: 'product',
    routes: {
      get: routes.getProduct,
      read: routes.readProducts,
      create: routes.createProduct,
      ensure: routes.ensureProducts,
      update: routes.updateProduct,
    },
    open: (tx, tenantId) => new ProductStore(tx, tenantId),
  })
}

function addLists(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listProducts,
    handler: ({ caller: { tenantId }, query: { sort = 'CODE_ASC', ...query } }) =>
      database.tenant(tenantId, async tx => {
        const asked = await lookUpProducts(tx, tenantId, query)
        return readPage(query, {
          keyLength: 2,
          count: () => countProducts(tx, tenantId, asked),
          rows: (limit, after) => listProducts(tx, tenantId, asked, { sort, limit, after }),
          keyOf: row => cursorOf(row, sort),
          toItem: row => row,
        })
      }),
  })

  const read = <T>({ tenantId }: CallContext, work: (tx: Transaction, tenantId: string) => Promise<T[]>) =>
    database.tenant(tenantId, async tx => ({ items: await work(tx, tenantId) }))
  app.route({ ...routes.listCategories, handler: ({ caller }) => read(caller, listCategories) })
  app.route({
    ...routes.findProductsByLabels,
    handler: ({ caller, body }) => read(caller, (tx, tenantId) => listByLabels(tx, tenantId, body.labels)),
  })
}
