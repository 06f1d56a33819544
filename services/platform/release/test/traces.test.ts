import { afterAll, beforeAll, expect, it } from 'vitest'
import { boundTraces } from '../src/traces/bound.ts'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
})
afterAll(() => harness.close())

const idOf = (digit: string) => digit.repeat(32)
const span = (id: string, parentId: string | null, attributes: object = {}) => ({
  ...{ id: id.repeat(16), parentId: parentId?.repeat(16) ?? null, name: `span ${id}`, kind: 1, ms: 5 },
  ...{ at: Date.now(), isFailure: false, attributes },
})
const partOf = (traceId: string, given: object = {}) => ({
  ...{
    traceId: idOf(traceId),
    service: 'gateway',
    revision: null,
    reason: 'share',
    at: Date.now(),
    ms: 12.5,
  },
  ...{
    name: 'query OrderPage',
    tenant: 't_1',
    isRoot: true,
    hasFailed: false,
    subjects: [],
    droppedSpans: 0,
  },
  spans: [span('1', null)],
  ...given,
})
const note = (parts: object[], actor = 'system') =>
  harness.call('POST', '/traces', {
    body: { parts },
    headers: { baggage: `portico.actor=${encodeURIComponent(actor)}` },
  })
const find = async (search: string) =>
  (await harness.call('GET', `/traces?${search}`)).json().items.map((item: { id: string }) => item.id[0])

it('parts of several processes are one trace, a browser above what answered it', async () => {
  await note([
    partOf('a', { spans: [span('1', null), span('2', '1')] }),
    partOf('a', {
      ...{ service: 'browser', isRoot: false, name: 'click', at: Date.now() - 50 },
      spans: [span('8', null), span('9', '8', { 'portico.below': '1'.repeat(16) })],
    }),
  ])
  const sales = partOf('a', { service: 'sales', revision: 'gray@2', isRoot: false, subjects: ['SO-7'] })
  expect(
    (await note([{ ...sales, spans: [span('3', '2')], hasFailed: true }], 'service:sales')).json(),
  ).toEqual({ late: [] })
  const trace = (await harness.call('GET', `/traces/${idOf('a')}`)).json()
  expect(trace).toMatchObject({
    ...{ name: 'query OrderPage', tenantId: 't_1', hasFailed: true, ms: 12.5, subjects: ['SO-7'] },
    services: ['browser', 'gateway', 'sales'],
  })
  const parents = trace.spans.map((one: { id: string; parentId: string | null }) => [
    one.id[0],
    one.parentId?.[0],
  ])
  expect(parents.sort()).toEqual([
    ['1', '9'],
    ['2', '1'],
    ['3', '2'],
    ['8', undefined],
    ['9', '8'],
  ])
  expect(trace.spans.find((one: { service: string }) => one.service === 'sales').revision).toBe('gray@2')
})

it('a trace is found by its order, operation, tenant, service, failure and time', async () => {
  await note([
    partOf('b', { name: 'mutation ConfirmOrder', tenant: 't_2', ms: 2_000, at: Date.now() + 1 }),
    partOf('c', { name: 'query 100%', hasFailed: true, at: Date.now() + 2 }),
  ])
  expect(await find('subject=SO-7')).toEqual(['a'])
  expect(await find('subject=SO')).toEqual([])
  expect(await find('name=confirmorder')).toEqual(['b'])
  expect(await find('name=%25')).toEqual(['c'])
  expect(await find('tenant=t_2')).toEqual(['b'])
  expect(await find('service=sales')).toEqual(['a'])
  expect(await find('failed=true')).toEqual(['c', 'a'])
  expect(await find('slower=1000')).toEqual(['b'])
  const page = (await harness.call('GET', '/traces?first=2')).json()
  expect(page.items.map((item: { id: string }) => item.id[0])).toEqual(['c', 'b'])
  expect(await find(`first=2&after=${encodeURIComponent(page.nextCursor)}`)).toEqual(['a'])
})

it('traces kept for how they ended are named to the others', async () => {
  await note([partOf('d', { reason: 'slow' }), partOf('e', { reason: 'gray' })])
  expect((await note([])).json()).toEqual({ late: [idOf('d')] })
})

it.each([
  ['an operator', 'user:operator'],
  ['a service in the name of another', 'service:party'],
])('%s sends none', async (_who, actor) => {
  expect((await note([partOf('f', { service: 'sales' })], actor)).statusCode).toBe(403)
})

it('a token opens none', async () => {
  const made = await harness.call('POST', '/tokens', {
    body: { name: 'ci', apps: ['*'], actions: ['read'], expiresAt: new Date(Date.now() + 86_400_000) },
  })
  const headers = { authorization: `Bearer ${made.json().secret}` }
  expect((await harness.call('GET', '/traces', { headers })).statusCode).toBe(403)
})

it('what is not kept is NOT_FOUND; no id is refused', async () => {
  expect((await harness.call('GET', `/traces/${idOf('0')}`)).statusCode).toBe(404)
  expect((await harness.call('GET', '/traces/SO-7')).statusCode).toBe(400)
})

it('calls are summed by caller and revision, operations and statements by their time', async () => {
  await harness.run('delete from trace_part')
  const call = (ms: number, revision: string, isFailure = false) => ({
    ...span('2', '1', { 'peer.service': 'sales', 'portico.revision': revision }),
    ...{ ms, isFailure },
  })
  const statement = (ms: number) => ({
    ...span('3', null, { 'portico.sql.fingerprint': 'f00d', 'db.query.text': 'select ?' }),
    ms,
  })
  await note([
    partOf('a', { spans: [span('1', null), call(10, 'stable@1'), call(30, 'gray@2', true)] }),
    partOf('b', { ms: 90, spans: [call(50, 'gray@2')], hasFailed: true }),
    partOf('b', {
      service: 'sales',
      isRoot: false,
      spans: [statement(4), statement(2), { ...statement(9), ms: null }],
    }),
  ])
  const sum = async (search: string) => (await harness.call('GET', `/traffic?${search}`)).json()
  const all = await sum('')
  expect(all).toMatchObject({ parts: 3, isCut: false })
  expect(all.calls).toEqual([
    {
      caller: 'gateway',
      service: 'sales',
      revision: 'gray@2',
      count: 2,
      failures: 1,
      p95Ms: 49,
      traceId: idOf('b'),
    },
    {
      caller: 'gateway',
      service: 'sales',
      revision: 'stable@1',
      count: 1,
      failures: 0,
      p95Ms: 10,
      traceId: idOf('a'),
    },
  ])
  expect(all.operations).toMatchObject([
    { name: 'query OrderPage', count: 2, failures: 1, traceId: idOf('b') },
  ])
  expect(all.statements).toEqual([
    {
      service: 'sales',
      fingerprint: 'f00d',
      text: 'select ?',
      count: 2,
      failures: 0,
      p95Ms: 3.9,
      traceId: idOf('b'),
    },
  ])
  expect((await sum('tenant=t_1')).calls).toEqual(all.calls)
  expect(await sum('tenant=t_9')).toMatchObject({ parts: 0, calls: [] })
  expect(await sum('service=party')).toMatchObject({ calls: [], operations: [], statements: [] })
  expect((await harness.call('GET', '/traffic?minutes=61')).statusCode).toBe(400)
})

it('the last hour is kept, and no more than the bounds of number and size', async () => {
  await harness.run('delete from trace_part')
  await note([partOf('a', { at: Date.now() - 3_601_000 }), partOf('b'), partOf('c'), partOf('d')])
  await boundTraces(harness.under.database)
  expect((await find('')).sort()).toEqual(['b', 'c', 'd'])
  await boundTraces(harness.under.database, { maxParts: 2 })
  expect((await find('')).sort()).toEqual(['c', 'd'])
  const { rows } = await harness.run('select max(bytes) as bytes from trace_part')
  await boundTraces(harness.under.database, { maxBytes: Number(rows[0]?.bytes) })
  expect(await find('')).toEqual(['d'])
})
