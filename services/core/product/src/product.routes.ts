import {
  BatchBody,
  containsPattern,
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
} from '@portico/service-kit'
import Type from 'typebox'
import { EnsuredProduct, NewProduct, Product, ProductChanges } from './product.schema.ts'
import { ProductStore, productNotFound } from './product.store.ts'

const Search = Type.Optional(Type.String({ maxLength: 200 }))
const ListQuery = Type.Object({ ...PageQuery.properties, search: Search, category: Search })
const EnsureBody = Type.Object({ items: Type.Array(NewProduct, { minItems: 1, maxItems: MAX_BATCH }) })

export function productRoutes(app: ServiceApp, { database }: ServiceContext) {
  const inTenant = <T>(tenantId: string, work: (products: ProductStore) => Promise<T>) =>
    database.tenant(tenantId, tx => work(new ProductStore(tx, tenantId)))

  app.get(
    '/products',
    { schema: { querystring: ListQuery, response: { 200: PageOf(Product) } } },
    request => {
      const { search, category, ...page } = request.query
      const filter = { pattern: search ? containsPattern(search) : null, category: category || null }
      return inTenant(request.caller.tenantId, products =>
        readPage(page, {
          keyLength: 1,
          count: () => products.count(filter),
          rows: (limit, after) => products.listPage(filter, limit, after),
          keyOf: row => [row.code],
          toItem: row => row,
        }),
      )
    },
  )

  app.get('/products/:id', { schema: { params: IdParams, response: { 200: Product } } }, async request => {
    const { id } = request.params
    const found = await inTenant(request.caller.tenantId, products => products.find(id))
    if (!found) throw productNotFound(id)
    return found
  })

  app.post(
    '/products/batch',
    { schema: { body: BatchBody, response: { 200: ItemsOf(Product) } } },
    async request => {
      const { ids } = request.body
      return { items: await inTenant(request.caller.tenantId, products => products.listByIds(ids)) }
    },
  )

  app.post(
    '/products',
    { schema: { body: NewProduct, response: { 201: Product } } },
    async (request, reply) => {
      const create = (tx: Transaction) => new ProductStore(tx, request.caller.tenantId).create(request.body)
      return reply.code(201).send(await idempotent(database, request, create))
    },
  )

  const patch = { params: IdParams, body: ProductChanges, response: { 200: Product } }
  app.patch('/products/:id', { schema: patch }, request => {
    const version = requireVersion(request.headers)
    return inTenant(request.caller.tenantId, products =>
      products.update(request.params.id, version, request.body),
    )
  })

  const ensure = { body: EnsureBody, response: { 200: ItemsOf(EnsuredProduct) } }
  app.post('/products/ensure', { schema: ensure }, async request => {
    const { items } = request.body
    return { items: await inTenant(request.caller.tenantId, products => products.ensure(items)) }
  })
}
