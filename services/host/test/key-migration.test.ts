import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { contextHeaders } from '@portico/service-kit'
import { service as sales } from '@portico/service-sales'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServices, serviceNames, startServices } from '../src/index.ts'
import { listKeyFaults, listNames, PLATFORM_TABLES, WIDE_INDEXES } from './key-catalogue.ts'
import { digestOf, envOf, installAndFill, KEYS_SINCE, listTables } from './old-database.ts'
import { TENANTS } from './rows-before-keys.ts'

let test: TestDatabase
let admin: pg.Client
let before: Record<string, string>
let services: RunningServices

/** A database of two tenants as it stood before the keys, on which today's services are started. */
beforeAll(async () => {
  test = await createTestDatabase()
  admin = new pg.Client({ connectionString: test.url, options: '-c timezone=UTC' })
  await admin.connect()
  await installAndFill(test, admin)
  before = await digestOf(admin)
  services = await startServices(envOf(test))
})
afterAll(async () => {
  await services?.stop()
  await admin?.end()
  await test?.drop()
})

describe('a database filled before the keys', () => {
  it('keeps every row, value for value', async () => {
    expect(Object.values(before).every(rows => !rows.startsWith('0 '))).toBe(true)
    expect(await digestOf(admin, Object.keys(before))).toEqual(before)
  })

  it('holds each id once, over all tenants', async () => {
    for (const table of await listTables(admin, 'id')) {
      const { rows } = await admin.query(`select id from ${table} group by id having count(*) > 1`)
      expect([table, rows]).toEqual([table, []])
    }
  })

  it.each(TENANTS)('gives %s the sums it had', async tenant => {
    const { rows } = await admin.query(
      `select count(*)::int as count, sum(total)::text as amount from sales.document where tenant_id = $1`,
      [tenant],
    )
    const orders = await read(tenant, 'sales', '/orders?first=200')
    expect([orders.totalCount, orders.totalAmount]).toEqual([rows[0].count, rows[0].amount])
    const orderIds = orders.items.map(({ id }) => id)
    expect(orderIds.length).toBe(rows[0].count)
    const lines = await read(tenant, 'sales', '/orders/lines/batch', { orderIds })
    expect(lines.items.length).toBe(120 * 3 + 24)
    expect(lines.items.filter(({ left, quantity }) => left !== quantity)).toHaveLength(24)
    const notes = await read(tenant, 'sales', '/orders/credit-notes/batch', { orderIds })
    expect(notes.items).toHaveLength(24)
    const credited = notes.items[0]?.creditOfId
    expect((await read(tenant, 'sales', `/orders/${credited}/activity`)).totalCount).toBe(2)
    expect((await read(tenant, 'sales', '/imports')).totalCount).toBe(3)
    const stock = await read(tenant, 'inventory', '/stock?first=100')
    const held = stock.items.reduce((sum, item) => sum + Number(item.reserved), 0)
    expect([stock.totalCount, held]).toEqual([19, 190])
    expect((await read(tenant, 'inventory', '/movements')).totalCount).toBe(38)
    expect((await read(tenant, 'party', '/customers')).totalCount).toBe(9)
    expect((await read(tenant, 'product', '/products')).totalCount).toBe(20)
  })

  it('goes on: a link opens, the feed of all tenants is read, an order is changed and shipped', async () => {
    const { rows } = await admin.query(`select count(*)::int as count from identity.access_change`)
    const feed = await read('', 'identity', '/access/feed?since=0', undefined, { actor: 'system' })
    expect(feed.changes).toHaveLength(rows[0].count)
    const [order] = (await read('t_left', 'sales', '/orders?status=CONFIRMED&kind=ORDER')).items
    if (!order) throw new Error('No confirmed order')
    const shipped = await send(
      't_left',
      'sales',
      'POST',
      `/orders/${order.id}/ship`,
      undefined,
      order.version,
    )
    expect(await shipped.json()).toMatchObject({ id: order.id, status: 'SHIPPED' })
  })
})

describe('the schema of every service', () => {
  const schemas = [...serviceNames, 'bus', 'sales_queue']

  it('has no table of tenants with a key, a reference or an index that does not begin with them', async () => {
    expect(await listKeyFaults(admin, schemas)).toEqual([])
    const names = await listNames(admin, schemas)
    for (const name of [...Object.keys(PLATFORM_TABLES), ...Object.keys(WIDE_INDEXES)])
      expect(names).toContain(name)
  })

  it.each([
    ['create table sales.slip (id text primary key)', 'sales.slip: no tenant_id, and no reason in the list'],
    ['create table sales.slip (tenant_id text, id text primary key)', 'sales.slip: primary key (id)'],
    ['create unique index slip on party.customer (id)', 'party.customer: unique index slip'],
    ['create index slip on party.customer (country, tenant_id)', 'party.customer: index slip'],
    [
      'alter table sales.line add constraint slip foreign key (product_id) references release.graph (name) not valid',
      'sales.line: foreign key slip',
    ],
  ])('would be found out after: %s', async (change, fault) => {
    await admin.query('begin')
    await admin.query(change)
    expect(await listKeyFaults(admin, schemas)).toEqual([fault])
    await admin.query('rollback')
  })
})

describe('the same id in two tenants', () => {
  it('is two things: each tenant reads, changes and loses its own', async () => {
    await admin.query(`
      insert into sales.document (tenant_id, id, kind, number, source, status, ordered_at, currency, total, line_count)
      select t, 'same', 'ORDER', 'SAME', 'portico', 'DRAFT', '2026-01-01', 'EUR', n, 1 from unnest(array['t_left', 't_right']) with ordinality x (t, n);
      insert into sales.line (tenant_id, id, document_id, position, description, quantity, unit_price)
      select t, 'same line', 'same', 1, t, n, 1 from unnest(array['t_left', 't_right']) with ordinality x (t, n)`)
    const totals = TENANTS.map(async tenant => (await read(tenant, 'sales', '/orders/same')).total)
    expect(await Promise.all(totals)).toEqual(['1.00', '2.00'])
    const lines = await read('t_right', 'sales', '/orders/lines/batch', { orderIds: ['same'] })
    expect(lines.items).toMatchObject([{ description: 't_right', quantity: '2' }])
    const cancelled = await send('t_left', 'sales', 'POST', '/orders/same/cancel', undefined, 1)
    expect(await cancelled.json()).toMatchObject({ status: 'CANCELLED' })
    await admin.query(`delete from sales.document where tenant_id = 't_left' and id = 'same'`)
    const left = await admin.query(`select tenant_id from sales.line where id = 'same line'`)
    expect(left.rows).toEqual([{ tenant_id: 't_right' }])
    expect(await read('t_right', 'sales', '/orders/same')).toMatchObject({ status: 'DRAFT', total: '2.00' })
  })

  it('does not come from outside: services make the ids of what they are asked to make', async () => {
    const body = { id: 'mine', code: 'NEW', name: 'New', kind: 'GOODS', unit: 'piece' }
    for (const [name, path] of [
      ['party', '/customers'],
      ['product', '/products'],
    ] as const) {
      const answer = await send('t_left', name, 'POST', path, body)
      if (answer.ok) expect(String(Object(await answer.json()).id)).toMatch(/^[0-9a-f-]{36}$/)
      else expect(answer.status).toBe(400)
    }
  })
})

describe('a reference that leads nowhere, or to another tenant', () => {
  it.each([
    [
      'nowhere',
      `alter table sales.line drop constraint line_document_id_fkey;
      update sales.line set document_id = 'nowhere' where id = (select id from sales.line limit 1);
      alter table sales.line add foreign key (document_id) references sales.document (id) not valid`,
    ],
    [
      'to another tenant',
      `update sales.line l set document_id = (select id from sales.document d where d.tenant_id = 't_right' limit 1),
      position = 99 where id = (select id from sales.line where tenant_id = 't_left' limit 1)`,
    ],
  ])('%s: the migration fails, and everything is as it was', async (_, harm) => {
    const other = await createTestDatabase()
    const client = new pg.Client({ connectionString: other.url })
    await client.connect()
    try {
      const env = envOf(other)
      await installAndFill(other, client, ['sales'])
      await client.query(harm)
      await expect(sales.start(env)).rejects.toMatchObject({
        code: 'MIGRATION_FAILED',
        message: expect.stringContaining('line_tenant_id_document_id_fkey'),
      })
      const { rows } = await client.query(`select max(version)::int as version from sales.schema_version`)
      expect(rows[0].version).toBeLessThan(KEYS_SINCE)
    } finally {
      await client.end()
      await other.drop()
    }
  })
})

/** What is looked at in answers. */
interface Answer {
  totalCount: number
  totalAmount: string
  total: string
  changes: object[]
  items: {
    id: string
    version: number
    quantity: string
    left: string
    reserved: string
    creditOfId: string
  }[]
}

async function read(
  tenantId: string,
  service: string,
  path: string,
  body?: unknown,
  context = {},
): Promise<Answer> {
  const answer = await send(
    tenantId,
    service,
    body === undefined ? 'GET' : 'POST',
    path,
    body,
    undefined,
    context,
  )
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

function send(
  tenantId: string,
  service: string,
  method: string,
  path: string,
  body?: unknown,
  version?: number,
  context = {},
): Promise<Response> {
  return fetch(`${services.urls[service]}${path}`, {
    method,
    headers: {
      ...contextHeaders({ tenantId, userId: null, traceparent: null, ...context }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
