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
import { Customer, CustomerChanges, EnsuredCustomer, NewCustomer, WantedCustomer } from './customer.schema.ts'
import { CustomerStore, customerNotFound } from './customer.store.ts'

const ListQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ maxLength: 200 })),
})
const EnsureBody = Type.Object({ items: Type.Array(WantedCustomer, { minItems: 1, maxItems: MAX_BATCH }) })

export function customerRoutes(app: ServiceApp, { database }: ServiceContext) {
  const inTenant = <T>(tenantId: string, work: (customers: CustomerStore) => Promise<T>) =>
    database.tenant(tenantId, tx => work(new CustomerStore(tx, tenantId)))

  app.get(
    '/customers',
    { schema: { querystring: ListQuery, response: { 200: PageOf(Customer) } } },
    request => {
      const { search, ...page } = request.query
      const pattern = search ? containsPattern(search) : null
      return inTenant(request.caller.tenantId, customers =>
        readPage(page, {
          keyLength: 2,
          count: () => customers.count(pattern),
          rows: (limit, after) => customers.listPage(pattern, limit, after),
          keyOf: row => [row.sortName, row.id],
          toItem: ({ sortName: _, ...customer }) => customer,
        }),
      )
    },
  )

  app.get('/customers/:id', { schema: { params: IdParams, response: { 200: Customer } } }, async request => {
    const { id } = request.params
    const found = await inTenant(request.caller.tenantId, customers => customers.find(id))
    if (!found) throw customerNotFound(id)
    return found
  })

  app.post(
    '/customers/batch',
    { schema: { body: BatchBody, response: { 200: ItemsOf(Customer) } } },
    async request => {
      const { ids } = request.body
      return { items: await inTenant(request.caller.tenantId, customers => customers.listByIds(ids)) }
    },
  )

  app.post(
    '/customers',
    { schema: { body: NewCustomer, response: { 201: Customer } } },
    async (request, reply) => {
      const create = (tx: Transaction) => new CustomerStore(tx, request.caller.tenantId).create(request.body)
      return reply.code(201).send(await idempotent(database, request, create))
    },
  )

  const patch = { params: IdParams, body: CustomerChanges, response: { 200: Customer } }
  app.patch('/customers/:id', { schema: patch }, request => {
    const version = requireVersion(request.headers)
    return inTenant(request.caller.tenantId, customers =>
      customers.update(request.params.id, version, request.body),
    )
  })

  const ensure = { body: EnsureBody, response: { 200: ItemsOf(EnsuredCustomer) } }
  app.post('/customers/ensure', { schema: ensure }, async request => {
    const { items } = request.body
    return { items: await inTenant(request.caller.tenantId, customers => customers.ensure(items)) }
  })
}
