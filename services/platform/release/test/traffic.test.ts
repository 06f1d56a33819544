import { DURATION_BOUNDS_MS } from '@portico/release'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boundTraffic } from '../src/traffic/bound.ts'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
})
afterAll(() => harness.close())

/** A time of all: a test that ends in another quarter of an hour begins in the same. */
const now = Date.now() - 1_000

/** All in the bucket from 20 to 35 ms. */
const counts = (count: number, failures = 0) => ({
  ...{ count, refused: 0, failures },
  durations: Array.from({ length: DURATION_BOUNDS_MS.length + 1 }, (_, at) => (at === 3 ? count : 0)),
})
const operation = (given: object, count: number, failures = 0) => ({
  ...{ tenant: 't_1', app: 'sales', operation: 'Orders', releases: 'stable' },
  ...counts(count, failures),
  ...given,
})
const call = (revision: string, count: number, failures = 0, caller = 'gateway') => ({
  ...{ caller, service: 'sales', revision },
  ...counts(count, failures),
})
const note = (report: object, actor = 'system') =>
  harness.call('POST', '/traffic', {
    body: { at: now, operations: [], calls: [], ...report },
    headers: { baggage: `portico.actor=${encodeURIComponent(actor)}` },
  })
const read = async (path: string) => (await harness.call('GET', path)).json()

it('a tenant’s report adds up what several gateways counted, by time, app, operation and release', async () => {
  const hourAgo = now - 3_600_000
  await note({ operations: [operation({}, 3), operation({ releases: 'r1' }, 2, 1)] })
  await note({ operations: [operation({}, 4), operation({ app: 'catalog', operation: 'Products' }, 1)] })
  await note({ operations: [operation({}, 10)], at: hourAgo })
  await note({ operations: [operation({ tenant: 't_2' }, 50, 50)], at: now + 86_400_000 })
  const report = await read('/service-report?tenant=t_1&hours=2')
  expect(report.total).toEqual({ count: 20, refused: 0, failures: 1, p50Ms: 27.5, p95Ms: 34.3 })
  expect(report.times.map((one: { count: number }) => one.count)).toEqual([10, 10])
  expect(report.apps).toMatchObject([
    { app: 'sales', count: 19, failures: 1 },
    { app: 'catalog', count: 1 },
  ])
  expect(report.operations).toMatchObject([
    { app: 'sales', operation: 'Orders', count: 19 },
    { app: 'catalog', operation: 'Products', count: 1 },
  ])
  expect(report.releases).toMatchObject([
    { releases: 'stable', count: 18, failures: 0 },
    { releases: 'r1', count: 2, failures: 1 },
  ])
  expect(Date.parse(report.keptSince)).toBeGreaterThan(Date.parse(report.from))
  expect((await read('/service-report?tenant=t_1&releases=r1')).total).toMatchObject({ count: 2 })
  expect((await read('/service-report?tenant=t_1&app=catalog&operation=Products')).total.count).toBe(1)
  expect(await read('/service-report?tenant=t_9')).toMatchObject({
    total: { count: 0, p95Ms: null },
    times: [],
  })
  expect((await harness.call('GET', '/service-report?tenant=t_1&hours=25')).statusCode).toBe(400)
})

it('operations of all tenants are added up, the worst first by what is asked for', async () => {
  const report = await read('/operation-report?hours=2&by=failures')
  expect(report).toMatchObject({
    total: { count: 70, failures: 51 },
    operations: [
      { app: 'sales', operation: 'Orders', count: 69, failures: 51, p95Ms: 34.3 },
      { app: 'catalog', operation: 'Products', count: 1, failures: 0 },
    ],
    apps: ['catalog', 'sales'],
    releases: ['r1', 'stable'],
    isCut: false,
  })
  expect(Date.parse(report.keptSince)).toBeGreaterThan(Date.parse(report.from))
  expect((await read('/operation-report?app=catalog')).total.count).toBe(1)
  expect((await read('/operation-report?releases=r1')).operations).toMatchObject([{ count: 2, failures: 1 }])
  expect(await read('/operation-report?app=none')).toMatchObject({ total: { count: 0, p95Ms: null } })
  expect((await harness.call('GET', '/operation-report?by=name')).statusCode).toBe(400)
})

it('the map adds up calls by revision, and a service reports its own', async () => {
  await note({ calls: [call('stable@1', 8), call('gray@2', 2, 1)] })
  await note({ calls: [call('stable@1', 2)] })
  await note({ calls: [call('stable@1', 7)], at: now - 600_000 })
  expect((await note({ calls: [call('stable@1', 1, 0, 'imports')] }, 'service:imports')).statusCode).toBe(204)
  expect((await note({ calls: [call('stable@1', 1)] }, 'service:imports')).statusCode).toBe(403)
  expect((await note({ operations: [operation({}, 1)] }, 'service:imports')).statusCode).toBe(403)
  const map = await read('/service-map?minutes=5')
  expect(map.calls).toEqual([
    {
      caller: 'gateway',
      service: 'sales',
      revision: 'stable@1',
      count: 10,
      refused: 0,
      failures: 0,
      p50Ms: 27.5,
      p95Ms: 34.3,
    },
    {
      caller: 'gateway',
      service: 'sales',
      revision: 'gray@2',
      count: 2,
      refused: 0,
      failures: 1,
      p50Ms: 27.5,
      p95Ms: 34.3,
    },
    {
      caller: 'imports',
      service: 'sales',
      revision: 'stable@1',
      count: 1,
      refused: 0,
      failures: 0,
      p50Ms: 27.5,
      p95Ms: 34.3,
    },
  ])
  expect(map.services).toMatchObject([
    { service: 'sales', revision: 'stable@1', count: 11, p95Ms: 34.3 },
    { service: 'sales', revision: 'gray@2', count: 2, failures: 1 },
  ])
  expect(map.seconds).toBeGreaterThanOrEqual(300)
  expect(map.seconds).toBeLessThan(361)
})

it('a slow statement of a service is kept with its newest plan, for those who may inspect', async () => {
  const slow = { fingerprint: 'a1b2c3d4e5f6', text: 'select ? from document', count: 2, slowestMs: 300 }
  const step = {
    what: 'Seq Scan',
    on: 'document',
    rows: 10,
    cost: 3.5,
    conditions: ['Filter: ($1 = id)'],
    depth: 0,
  }
  const plan = { steps: [step], problem: null }
  const send = (item: object, actor = 'service:sales') =>
    harness.call('POST', '/statements', {
      body: { service: 'sales', items: [{ ...slow, ...item }] },
      headers: { baggage: `portico.actor=${encodeURIComponent(actor)}` },
    })
  expect((await send({ plan: null })).statusCode).toBe(204)
  await send({ plan, slowestMs: 900 })
  await send({ plan: null, slowestMs: 200 })
  expect((await send({ plan }, 'service:party')).statusCode).toBe(403)
  const path = '/statements/sales/a1b2c3d4e5f6'
  expect(await read(path)).toMatchObject({ count: 6, slowestMs: 900, plan, plannedAt: expect.any(String) })
  const baggage = `portico.actor=user%3Aobserver,portico.scope=${encodeURIComponent('read;')}`
  expect((await harness.call('GET', path, { headers: { baggage } })).statusCode).toBe(403)
  expect((await harness.call('GET', '/statements/sales/000000000000')).statusCode).toBe(404)
})

it('no token opens it', async () => {
  const made = await harness.call('POST', '/tokens', {
    body: { name: 'ci', apps: ['*'], actions: ['read'], expiresAt: new Date(Date.now() + 86_400_000) },
  })
  const headers = { authorization: `Bearer ${made.json().secret}` }
  for (const path of [
    '/service-report?tenant=t_1',
    '/operation-report',
    '/service-map',
    '/statements/sales/a1b2c3d4e5f6',
  ])
    expect((await harness.call('GET', path, { headers })).statusCode).toBe(403)
})

it('a day is kept, and no more rows than the bound', async () => {
  const { database } = harness.under
  const old = now - 26 * 3_600_000
  await note({ operations: [operation({}, 1)], calls: [call('old', 1)], at: old })
  await boundTraffic(database)
  const kept = async (table: string) =>
    (await harness.run(`select count(*)::int as count from ${table} where at < now() - interval '25 hours'`))
      .rows
  expect(await kept('operation_figure')).toEqual([{ count: 0 }])
  expect(await kept('call_figure')).toEqual([{ count: 0 }])
  await boundTraffic(database, { maxRows: 4 })
  expect(await read('/service-report?tenant=t_1')).toMatchObject({ total: { count: 10 } })
})
