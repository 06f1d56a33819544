import { setTimeout as pass } from 'node:timers/promises'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, type GraphBody } from './browser.ts'
import { type Answer, type FakeServices, json, startFakeServices } from './fake-services.ts'

const startFile = new URL('../../start.ts', import.meta.url)
/** What the service takes for each call. */
const SLOW_MS = 200
const TENANTS = ['t1', 't2', 't3', 't4', 't5']
/** Each of them asks again as soon as it is answered; a tenant has no more than the gateway gives one at once. */
const CALLERS_A_TENANT = 6
/** Of an operation: what is asked here costs as much, and the gateway has room for ten of them at once. */
const MOST_POINTS = '1100'
/** Two seconds of load begin it and ten of calm end it; a busy machine has its time. */
const PATIENCE = { timeout: 40_000 }
/** Of a month of its own: kept answers are whole, and given as ever. */
const BENCH = `query ($month: String) { workbench(month: $month) { thisMonth { orderCount } bestProducts { quantity } } }`
const CUSTOMERS =
  'query ($search: String) { customers(search: $search, first: 20) { nodes { id name } totalCount } }'
const OMITTED = { path: 'workbench.bestProducts', code: 'OMITTED_UNDER_LOAD' }

let services: FakeServices
let gateway: TestGateway
let owner: Browser
let isLoading = true

const slow = (value: unknown): Answer => {
  const answer = json(200, value)
  return async (call, response) => {
    await pass(SLOW_MS)
    answer(call, response)
  }
}

beforeAll(async () => {
  services = await startFakeServices()
  const page = { items: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 7 }
  services.answers.set('GET /customers', slow(page))
  services.answers.set(
    'GET /summary/days',
    slow({ items: [{ date: '2010-12-01', total: '1.00', orderCount: 3 }] }),
  )
  const best = { productId: 'p1', quantity: '2', total: '1.00' }
  services.answers.set('GET /summary/best-products', slow({ items: [best] }))
  gateway = await startTestGateway(startFile, { ...services.env, PORTICO_QUERY_POINTS: MOST_POINTS })
  owner = await logIn('demo')
})
afterAll(async () => {
  isLoading = false
  await gateway.stop()
  await services.close()
})

async function logIn(tenant: string): Promise<Browser> {
  const browser = new Browser(gateway.url)
  await browser.send('POST', '/api/session', { tenant, username: 'owner', password: 'portico' })
  return browser
}

let asks = 0
/** Each time something else: what is kept needs no turn. */
async function askOnAndOn(browser: Browser): Promise<void> {
  while (isLoading) {
    asks += 1
    await browser.ask(CUSTOMERS, { search: `customer ${asks}` })
  }
}

let month = 0
/** How an answer of its own is. */
async function look(): Promise<GraphBody> {
  month += 1
  const at = new Date(Date.UTC(2010, month - 1)).toISOString().slice(0, 7)
  return owner.ask(BENCH, { month: at })
}
const askedFor = (path: string) => services.calls.filter(call => call.path.startsWith(path)).length
const degradedOf = async () => (await look()).extensions?.degraded ?? []

test('under load optional fields are omitted first, which the answer says; without it all comes back', async () => {
  const before = await look()
  expect(before.data).toEqual({
    workbench: { thisMonth: { orderCount: 3 }, bestProducts: [{ quantity: '2' }] },
  })
  const browsers = await Promise.all(TENANTS.map(logIn))
  const callers = browsers.flatMap(browser =>
    Array.from({ length: CALLERS_A_TENANT }, () => askOnAndOn(browser)),
  )
  await expect.poll(degradedOf, PATIENCE).toContainEqual(OMITTED)
  const asked = [askedFor('/summary/best-products'), askedFor('/summary/days')]
  const during = await look()
  expect(during.errors).toBeUndefined()
  expect(during.data).toEqual({ workbench: { thisMonth: { orderCount: 3 }, bestProducts: null } })
  expect([askedFor('/summary/best-products'), askedFor('/summary/days')]).toEqual([
    asked[0],
    (asked[1] ?? 0) + 1,
  ])
  isLoading = false
  await Promise.all(callers)
  await expect.poll(degradedOf, { ...PATIENCE, interval: 500 }).toEqual([])
  expect((await look()).data).toEqual(before.data)
})
