import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { type ArchivedServer, startArchived } from '@portico/service-kit/testing/archived'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sales } from '../src/service.ts'

let server: ArchivedServer
let under: ServiceUnderTest
let stopUnder = async () => {}

async function start(url: string) {
  under = await startForTest(sales, { DATABASE_URL: url })
  const { stop } = under
  stopUnder = async () => {
    stopUnder = async () => {}
    await stop()
  }
}

beforeAll(async () => {
  server = await startArchived()
  await start(server.url)
})
afterAll(async () => {
  await stopUnder()
  await server?.stop()
})

const PAST = { source: 'test', kind: 'ORDER', orderedAt: '2024-06-01T12:00:00Z', currency: 'GBP' }
const TENANTS = ['t_one', 't_two']

interface Written {
  id: string
  isCreated: boolean
}

async function write(tenant: string, number: string): Promise<Written> {
  const lines = [{ description: `Lantern ${number}`, quantity: '2', unitPrice: '3.50' }]
  const body = { documents: [{ ...PAST, number, lines }] }
  const answer = await under.call('POST', '/orders/history', { tenant, body })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().items[0]
}

/** Numbers of the orders, what they come to, and the number that is found by its text. */
async function read(tenant: string, search: string) {
  const { items, totalAmount: amount } = (await under.call('GET', '/orders', { tenant })).json()
  const found = (await under.call('GET', `/orders?search=${search}`, { tenant })).json()
  return {
    numbers: items.map(({ number }: { number: string }) => number).toSorted(),
    amount,
    found: found.items.map(({ number }: { number: string }) => number),
  }
}

async function asAdministrator(work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await work(client)
  await client.end()
}

it('a database is restored to just before a mistake: all that was committed is there, and nothing of after', async () => {
  for (const tenant of TENANTS) await write(tenant, 'A-1')
  await server.backUp()
  const last = await write('t_one', 'A-2')
  await write('t_two', 'A-2')
  const before = await Promise.all(TENANTS.map(tenant => read(tenant, 'A-2')))
  expect(before[0]).toMatchObject({ numbers: ['A-1', 'A-2'], amount: '14.00', found: ['A-2'] })
  let moment = ''
  await asAdministrator(async client => {
    // Open at the moment, committed after it.
    await client.query('begin; create table sales.late as select 1')
    moment = await server.now()
    await client.query('commit')
    for (const tenant of TENANTS) await write(tenant, 'A-3')
    await client.query('truncate sales.document cascade')
  })
  expect(await read('t_one', 'A-2')).toMatchObject({ numbers: [], found: [] })
  await stopUnder()

  const restored = await server.restore(moment)
  await restored.open()
  await start(restored.url)
  expect(await Promise.all(TENANTS.map(tenant => read(tenant, 'A-2')))).toEqual(before)
  const { rows } = await under.database.execute(`select to_regclass('sales.late') as late`)
  expect(rows).toEqual([{ late: null }])
  // A writer that repeats what it wrote before and after: the one is known, the other is done, once.
  expect(await write('t_one', 'A-2')).toEqual({ ...last, isCreated: false })
  expect(await write('t_one', 'A-3')).toMatchObject({ isCreated: true })
  expect((await read('t_one', 'A-3')).numbers).toEqual(['A-1', 'A-2', 'A-3'])
})
