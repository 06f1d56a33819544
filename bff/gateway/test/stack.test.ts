import { connect, type Socket } from 'node:net'
import { type JobGrant, JobGrants } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aCustomer, anImportJob } from '../testing/builders.ts'
import { FakeAnswer } from '../testing/fake-service.ts'
import { aShop } from '../testing/fake-shop.ts'
import { type FakeStack, startFakeStack, type Visitor } from '../testing/test-stack.ts'

const SECRET = 'shared by all processes of a platform'

let stack: FakeStack
let owner: Visitor
let clerk: Visitor

beforeAll(async () => {
  const other = { ...aShop(1), customers: [aCustomer('c1', { name: 'Their customer' })] }
  stack = await startFakeStack({ t_demo: aShop(50), t_other: other }, { PORTICO_SECRET: SECRET })
  owner = await stack.logIn('demo', 'owner')
  clerk = await stack.logIn('demo', 'clerk')
})
afterAll(() => stack?.close())
beforeEach(() => {
  for (const service of Object.values(stack.services)) service.calls.length = 0
})

it('costs a list of 50 orders with all their parts one call a service and entity', async () => {
  const { data, errors } = await owner.ask(`{
    orders(first: 50) {
      nodes {
        number customer { name }
        lines { quantity product { code name listPrice { amount } stock { available } } }
      }
    }
  }`)
  expect(errors).toBeUndefined()
  expect(data.orders.nodes).toHaveLength(50)
  const { identity: _, ...shop } = stack.services
  const asked = Object.values(shop).flatMap(service => service.asked)
  expect(asked.sort()).toEqual([
    'GET /orders',
    'POST /customers/batch',
    'POST /orders/lines/batch',
    'POST /prices/batch',
    'POST /products/batch',
    'POST /stock/by-products',
  ])
})

describe('the tenant', () => {
  const forged = {
    baggage: 'portico.tenant=t_other,portico.user=root',
    'x-portico-tenant': 't_other',
    'x-tenant-id': 't_other',
    tracestate: 'portico=t_other',
  }

  it('is the one of the session, whatever a client says', async () => {
    const { data } = await owner.ask('{ viewer { tenant { id } } orders { totalCount } }', {}, forged)
    expect(data).toEqual({ viewer: { tenant: { id: 't_demo' } }, orders: { totalCount: 50 } })
    expect(stack.services.sales.calls[0]).toMatchObject({ tenantId: 't_demo', userId: 'u_demo_owner' })
  })

  it('travels alone: neither cookie nor foreign headers reach a service', async () => {
    await owner.ask('{ customers { totalCount } }', {}, { ...forged, authorization: 'Bearer secret' })
    const headers = JSON.stringify(stack.services.party.calls[0]?.headers)
    expect(headers).not.toMatch(/t_other|root|secret|sid|cookie/)
  })

  it('has a cache of its own', async () => {
    const theirs = await stack.logIn('other', 'owner')
    const query = '{ customer(id: "c1") { name } }'
    expect((await owner.ask(query)).data.customer.name).toBe('Customer c1')
    expect((await theirs.ask(query)).data.customer.name).toBe('Their customer')
    expect((await owner.ask(query)).data.customer.name).toBe('Customer c1')
  })

  it('of another is out of reach by id', async () => {
    const theirs = await stack.logIn('other', 'owner')
    const { data } = await theirs.ask(
      '{ order(id: "o7") { number } product(id: "p39") { id } customer(id: "c9") { id } }',
    )
    expect(data).toEqual({ order: null, product: { id: 'p39' }, customer: null })
  })
})

describe('what a service or a client gets wrong', () => {
  it('is BAD_USER_INPUT with words for a number that is a float', async () => {
    const { errors } = await owner.ask(
      'mutation ($level: Decimal!) { setLowStockLevel(stockItemId: "s1", level: $level, version: 1) { id } }',
      { level: 2.5 },
    )
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT')
    expect(errors[0].message).toContain('Decimal must be a decimal number as a string, such as "12.50".')
  })

  it('says what is missing of an answer in its extensions', async () => {
    stack.services.inventory.on('POST /stock/by-products', () =>
      FakeAnswer.problem(500, 'INTERNAL', { sql: 'select' }),
    )
    const answer = await owner.ask('{ product(id: "p38") { code stock { available } } }')
    expect(answer.data.product).toEqual({ code: 'P38', stock: null })
    expect(answer.errors).toBeUndefined()
    expect(answer.extensions.degraded).toEqual([{ service: 'inventory', code: 'UPSTREAM_UNAVAILABLE' }])
    expect(JSON.stringify(answer)).not.toContain('select')
  })
})

describe('POST /api/imports', () => {
  const csv = 'InvoiceNo,Quantity\n536365,6\n'
  const upload = (
    visitor: Visitor,
    headers: Record<string, string> = {},
    body: string | Uint8Array<ArrayBuffer> = csv,
  ) =>
    visitor.fetch('/api/imports', {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent('订单 1.csv'), ...headers },
      body,
    })

  beforeEach(() => stack.services.sales.on('POST /imports', () => new FakeAnswer(201, anImportJob('j1'))))

  it('hands the file on with time zone and currency of the tenant', async () => {
    const response = await upload(owner, { 'x-time-zone': 'Mars/Base', 'x-currency': 'XXX' })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ id: 'j1', status: 'UPLOADED' })
    const call = stack.services.sales.calls[0]
    expect(call).toMatchObject({ body: csv, tenantId: 't_demo', userId: 'u_demo_owner' })
    expect(call?.headers).toMatchObject({
      'content-type': 'text/csv',
      'x-file-name': '%E8%AE%A2%E5%8D%95%201.csv',
      'x-time-zone': 'Europe/London',
      'x-currency': 'GBP',
    })
  })

  it('calls a file without a usable name import.csv', async () => {
    await upload(owner, { 'x-file-name': 'a b"c.csv' })
    expect(stack.services.sales.calls[0]?.headers['x-file-name']).toBe('import.csv')
  })

  it('refuses more than 50 MB', async () => {
    const response = await upload(owner, {}, new Uint8Array(50 * 1024 * 1024 + 1))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'FILE_TOO_LARGE' } })
  })

  it('answers what sales refuses as a coded error', async () => {
    stack.services.sales.on('POST /imports', () => FakeAnswer.problem(422, 'FILE_EMPTY'))
    const response = await upload(owner)
    expect(response.ok).toBe(false)
    expect(await response.json()).toMatchObject({ error: { code: 'FILE_EMPTY' } })
  })

  it.each([
    ['FORBIDDEN', 403, () => upload(clerk)],
    ['UNAUTHENTICATED', 401, () => upload(stack.visitor())],
    ['CSRF_REQUIRED', 403, () => upload(owner, { 'x-portico-csrf': '' })],
  ])('answers %s and asks no service', async (code, status, call) => {
    const response = await call()
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { code } })
    expect(stack.services.sales.calls).toEqual([])
  })
})

describe('GET /api/imports/:id/rejected.csv', () => {
  it('gives the file as sales wrote it', async () => {
    const rejected = 'row,reason\n7,"Quantity is not a number"\n'
    stack.services.sales.on('GET /imports/:id/rejected.csv', () => new FakeAnswer(200, rejected, 'text/csv'))
    const response = await owner.fetch('/api/imports/j%2F1/rejected.csv')
    expect(response.headers.get('content-type')).toContain('text/csv')
    expect(await response.text()).toBe(rejected)
    expect(stack.services.sales.calls[0]?.params).toEqual({ id: 'j/1' })
  })

  it('is refused to a clerk', async () => {
    const response = await clerk.fetch('/api/imports/j1/rejected.csv')
    expect(response.status).toBe(403)
    expect(stack.services.sales.calls).toEqual([])
  })

  it('answers NOT_FOUND for a job of another user', async () => {
    stack.services.sales.on('GET /imports/:id/rejected.csv', () => FakeAnswer.problem(404, 'NOT_FOUND'))
    const response = await owner.fetch('/api/imports/j2/rejected.csv')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })
})

it('goes on after callers have left before a process that hung could answer', async () => {
  const { identity } = stack.services
  const asked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<FakeAnswer>()
  const callers = Array.from({ length: 6 }, () => connectTo(stack.url))
  identity.on('POST /login', () => {
    if (identity.asked.filter(call => call === 'POST /login').length === callers.length) asked.resolve()
    return held.promise
  })
  const body = JSON.stringify({ tenant: 'demo', username: 'owner', password: 'portico' })
  for (const caller of callers)
    caller.write(
      `POST /api/session HTTP/1.1\r\nhost: localhost\r\nx-portico-csrf: 1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
  await asked.promise
  stack.freeze()
  held.resolve(FakeAnswer.problem(401, 'INVALID_CREDENTIALS'))
  // What identity answers has reached the gateway's machine ahead of the end of the callers.
  await fetch(identity.url)
  for (const caller of callers) caller.resetAndDestroy()
  stack.thaw()
  expect((await stack.visitor().fetch('/healthz')).status).toBe(200)
  expect(stack.output()).not.toContain('uncaught')
})

function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url)
  return connect(Number(port), hostname)
}

describe('a batch job', () => {
  const demo = { id: 't_demo', slug: 'demo', name: 'Demo', currency: 'CNY', timeZone: 'Asia/Shanghai' }
  const grant = (more: Partial<JobGrant> = {}, secret = SECRET) =>
    new JobGrants(secret).write({
      ...{ id: 'j1', name: 'count', tenant: demo, permissions: ['sales.order.read', 'party.customer.write'] },
      ...{ isDryRun: false, expiresAt: Date.now() + 60_000, ...more },
    })
  const ask = (query: string, job = grant()) => stack.visitor().ask(query, {}, { 'x-portico-job': job })
  const codesOf = async (query: string, job?: string) => {
    const { errors = [] } = await ask(query, job)
    return errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)
  }
  const READ = '{ orders { totalCount } }'
  const WRITE = 'mutation { createCustomer(input: { name: "Walk-in" }, idempotencyKey: "k") { id } }'

  it('acts in the company of its grant without a session, by a name of its own, behind what persons wait for', async () => {
    const forged = { 'x-portico-job': grant(), 'x-portico-tenant': 't_other' }
    const { data } = await stack.visitor().ask(READ, {}, forged)
    expect(data.orders.totalCount).toBe(50)
    const [call] = stack.services.sales.calls
    expect(call).toMatchObject({ tenantId: 't_demo', userId: 'job:j1' })
    expect(call?.headers.baggage).toContain('portico.priority=background')
  })

  it('may do what its grant names, and in a dry run writes nothing', async () => {
    expect(await codesOf(WRITE)).not.toContain('JOB_DRY_RUN')
    expect(await codesOf(WRITE, grant({ permissions: [] }))).toEqual(['FORBIDDEN'])
    for (const service of Object.values(stack.services)) service.calls.length = 0
    expect(await codesOf(WRITE, grant({ isDryRun: true }))).toEqual(['JOB_DRY_RUN'])
    expect(await codesOf(READ, grant({ isDryRun: true }))).toEqual([])
    expect(stack.services.party.calls).toEqual([])
  })

  it.each([
    ['that has run out', () => grant({ expiresAt: Date.now() - 1 }), 'JOB_GRANT_EXPIRED'],
    ['of another platform', () => grant({}, 'another secret of thirty-two signs'), 'JOB_GRANT_INVALID'],
    ['that was changed', () => grant().replace(/^./, 'f'), 'JOB_GRANT_INVALID'],
    ['of a megabyte', () => 'a'.repeat(9_000), 'JOB_GRANT_INVALID'],
  ])('is refused a grant %s', async (_, job, code) => {
    expect(await codesOf(READ, job())).toEqual([code])
  })

  it('opens nothing but the graph', async () => {
    const headers = { 'x-portico-job': grant(), 'x-portico-csrf': '1' }
    for (const path of ['/api/release/jobs', '/api/release/snapshot', '/api/live'])
      expect([path, (await stack.visitor().fetch(path, { headers })).status]).toEqual([path, 401])
  })
})
