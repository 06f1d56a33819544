import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
})
afterEach(() => fake.stop())

const add = (line: string) => ['intervention', 'add', ...line.split(' '), '--reason', 'slow']

test.each([
  ['block SalesOrders', { kind: 'block', operation: 'SalesOrders' }],
  [
    'limit SalesOrders --tenant demo --per-second 5',
    { kind: 'limit', operation: 'SalesOrders', tenant: 'demo', perSecond: 5 },
  ],
  ['limit --tenant demo --per-second 5', { kind: 'limit', tenant: 'demo', perSecond: 5 }],
  ['degrade Order.customer', { kind: 'degrade', field: 'Order.customer' }],
  ['weigh i1 --percent 0', { kind: 'weigh', instance: 'i1', percent: 0 }],
  ['budget --tenant demo --percent 50', { kind: 'budget', tenant: 'demo', percent: 50 }],
])('add %s says what it does, who answers for it and when it ends', async (line, effect) => {
  const { exitCode, out, error } = await runCli(fake.url, add(line))
  expect([exitCode, error]).toEqual([0, ''])
  const [call] = fake.callsTo('POST', /interventions$/)
  expect(JSON.parse(String(call?.body))).toEqual({ effect, owner: 'operator', reason: 'slow', minutes: 60 })
  expect(out).toContain('until 2025-03-10T15:00')
})

test.each([
  'block',
  'limit',
  'limit SalesOrders',
  'weigh i1',
  'budget --percent 5',
  'block X --minutes 10081',
  'stop X',
])('add %s is refused before anything is sent', async line => {
  expect(await runCli(fake.url, add(line))).toMatchObject({ exitCode: 2 })
  expect(fake.callsTo('POST', /./)).toEqual([])
})

test('those in force are listed with what they do and until when, ended ones with who ended them', async () => {
  const { out } = await runCli(fake.url, ['intervention', 'list'])
  expect(out).toMatch(/v1 +SalesOrders blocked +until 2025-03-10 .* night shift +slow/)
  const { json } = await runJson(fake.url, ['intervention', 'list', '--ended'])
  expect(json).toMatchObject([{ id: 'v1', endedBy: 'system' }])
})

test('one is ended by its id', async () => {
  const { out } = await runCli(fake.url, ['intervention', 'end', 'v1', '--reason', 'mended'])
  expect(out).toContain('Ended intervention:v1')
  expect(fake.callsTo('POST', /interventions\/v1\/end$/)[0]?.body?.toString()).toBe('{"reason":"mended"}')
})
