import {
  BatchBody,
  type CallContext,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  idempotent,
  MAX_BATCH,
  PageOf,
  PageQuery,
  readPage,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  type Transaction,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { productNotFound } from './problems.ts'
import { addProductExport } from './product.export.ts'
import {
  countProducts,
  cursorOf,
  listByLabels,
  listCategories,
  listProducts,
  PRODUCT_SORTS,
} from './product.list.ts'
import { EnsuredProduct, NewProduct, Product, ProductChanges, ProductFilterQuery } from './product.schema.ts'
import { ProductStore } from './product.store.ts'

const ListQuery = Type.Interface([PageQuery, ProductFilterQuery], {
  sort: Type.Optional(Type.Enum([...PRODUCT_SORTS])),
})
const LabelsBody = Type.Object({
  labels: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: MAX_BATCH }),
})
const EnsureBody = Type.Object({ items: Type.Array(NewProduct, { minItems: 1, maxItems: MAX_BATCH }) })

export function productRoutes(app: ServiceApp, service: ServiceContext) {
  addList(app, service)
  addProductExport(app, service)
  addReads(app, service)
  addCreation(app, service)
  addChange(app, service)
}

function addList(app: ServiceApp, service: ServiceContext) {
  const schema = { querystring: ListQuery, response: { 200: PageOf(Product) } }
  app.get('/products', { schema }, request => {
    const { sort = 'CODE_ASC', ...query } = request.query
    const { tenantId } = request.caller
    return service.database.tenant(tenantId, tx =>
      readPage(query, {
        keyLength: 2,
        count: () => countProducts(tx, tenantId, query),
        rows: (limit, after) => listProducts(tx, tenantId, query, { sort, limit, after }),
        keyOf: row => cursorOf(row, sort),
        toItem: row => row,
      }),
    )
  })

  const read = <T>({ tenantId }: CallContext, work: (tx: Transaction, tenantId: string) => Promise<T[]>) =>
    service.database.tenant(tenantId, async tx => ({ items: await work(tx, tenantId) }))
  app.get('/categories', { schema: { response: { 200: ItemsOf(Type.String()) } } }, ({ caller }) =>
    read(caller, listCategories),
  )

  // What a scanner or a file of a stock count says may be either.
  const labels = { body: LabelsBody, response: { 200: ItemsOf(Product) } }
  app.post('/products/by-labels', { schema: labels }, ({ caller, body }) =>
    read(caller, (tx, tenantId) => listByLabels(tx, tenantId, body.labels)),
  )
}

function addReads(app: ServiceApp, service: ServiceContext) {
  app.get('/products/:id', { schema: { params: IdParams, response: { 200: Product } } }, async request => {
    const { id } = request.params
    const found = await inTenant(service, request, products => products.find(id))
    if (!found) throw productNotFound(id)
    return found
  })

  const batch = { body: BatchBody, response: { 200: ItemsOf(Product) } }
  app.post('/products/batch', { schema: batch }, async request => ({
    items: await inTenant(service, request, products => products.listByIds(request.body.ids)),
  }))
}

function addCreation(app: ServiceApp, service: ServiceContext) {
  const create = { headers: IdempotencyHeaders, body: NewProduct, response: { 201: Product } }
  app.post('/products', { schema: create }, (request, reply) => {
    const { caller, body } = request
    reply.code(201)
    return idempotent(service.database, request, tx => new ProductStore(tx, caller.tenantId).create(body))
  })

  // Under a key a repeated call answers again what was created: an import counts by it after a crash.
  const ensure = { headers: IdempotencyHeaders, body: EnsureBody, response: { 200: ItemsOf(EnsuredProduct) } }
  app.post('/products/ensure', { schema: ensure }, request => {
    const { caller, body } = request
    return idempotent(service.database, request, async tx => ({
      items: await new ProductStore(tx, caller.tenantId).ensure(body.items),
    }))
  })
}

function addChange(app: ServiceApp, service: ServiceContext) {
  const patch = {
    headers: VersionHeaders,
    params: IdParams,
    body: ProductChanges,
    response: { 200: Product },
  }
  app.patch('/products/:id', { schema: patch }, request => {
    const version = requireVersion(request.headers)
    return inTenant(service, request, products => products.update(request.params.id, version, request.body))
  })
}

function inTenant<T>(
  { database }: ServiceContext,
  { caller }: { caller: CallContext },
  work: (products: ProductStore) => Promise<T>,
): Promise<T> {
  return database.tenant(caller.tenantId, tx => work(new ProductStore(tx, caller.tenantId)))
}
