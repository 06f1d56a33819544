import {
  BatchBody,
  type CallContext,
  containsPattern,
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
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { Customer, CustomerChanges, EnsuredCustomer, NewCustomer, WantedCustomer } from './customer.schema.ts'
import { CustomerStore, customerNotFound } from './customer.store.ts'

const Search = Type.Optional(Type.String({ maxLength: 200 }))
const ListQuery = Type.Object({ ...PageQuery.properties, search: Search })
const EnsureBody = Type.Object({ items: Type.Array(WantedCustomer, { minItems: 1, maxItems: MAX_BATCH }) })

export function customerRoutes(app: ServiceApp, service: ServiceContext) {
  addList(app, service)
  addReads(app, service)
  addCreation(app, service)
  addChange(app, service)
}

function addList(app: ServiceApp, service: ServiceContext) {
  const schema = { querystring: ListQuery, response: { 200: PageOf(Customer) } }
  app.get('/customers', { schema }, request => {
    const { search, ...page } = request.query
    const pattern = search ? containsPattern(search) : null
    return inTenant(service, request, customers =>
      readPage(page, {
        keyLength: 2,
        count: () => customers.count(pattern),
        rows: (limit, after) => customers.listPage(pattern, limit, after),
        keyOf: row => [row.sortName, row.id],
        toItem: ({ sortName: _, ...customer }) => customer,
      }),
    )
  })
}

function addReads(app: ServiceApp, service: ServiceContext) {
  app.get('/customers/:id', { schema: { params: IdParams, response: { 200: Customer } } }, async request => {
    const { id } = request.params
    const found = await inTenant(service, request, customers => customers.find(id))
    if (!found) throw customerNotFound(id)
    return found
  })

  const batch = { body: BatchBody, response: { 200: ItemsOf(Customer) } }
  app.post('/customers/batch', { schema: batch }, async request => ({
    items: await inTenant(service, request, customers => customers.listByIds(request.body.ids)),
  }))
}

function addCreation(app: ServiceApp, service: ServiceContext) {
  const create = { headers: IdempotencyHeaders, body: NewCustomer, response: { 201: Customer } }
  app.post('/customers', { schema: create }, (request, reply) => {
    const { caller, body } = request
    reply.code(201)
    return idempotent(service.database, request, tx => new CustomerStore(tx, caller.tenantId).create(body))
  })

  // Under a key a repeated call answers again what was created: an import counts by it after a crash.
  const ensure = {
    headers: IdempotencyHeaders,
    body: EnsureBody,
    response: { 200: ItemsOf(EnsuredCustomer) },
  }
  app.post('/customers/ensure', { schema: ensure }, request => {
    const { caller, body } = request
    return idempotent(service.database, request, async tx => ({
      items: await new CustomerStore(tx, caller.tenantId).ensure(body.items),
    }))
  })
}

function addChange(app: ServiceApp, service: ServiceContext) {
  const patch = {
    headers: VersionHeaders,
    params: IdParams,
    body: CustomerChanges,
    response: { 200: Customer },
  }
  app.patch('/customers/:id', { schema: patch }, request => {
    const version = requireVersion(request.headers)
    return inTenant(service, request, customers => customers.update(request.params.id, version, request.body))
  })
}

function inTenant<T>(
  { database }: ServiceContext,
  { caller }: { caller: CallContext },
  work: (customers: CustomerStore) => Promise<T>,
): Promise<T> {
  return database.tenant(caller.tenantId, tx => work(new CustomerStore(tx, caller.tenantId)))
}
