import { Readable } from 'node:stream'
import type { ServiceInstance } from '@portico/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Discovery, ResilientClient, ServiceBinding, type ServiceCall, stableTargets } from '../src/index.ts'
import { StandIn } from './stand-in.ts'

let home: StandIn
let east: StandIn
let discovery: Discovery
let client: ResilientClient

beforeEach(async () => {
  home = await StandIn.start()
  east = await StandIn.start()
  discovery = new Discovery(['sales', 'identity'], { sales: home.url, identity: home.url })
  discovery.setInstances([registered(home), registered(east, { cell: 'east' })])
  client = new ResilientClient(discovery, { followsTenants: true, pause: async () => {} })
})
afterEach(async () => {
  for (const standIn of [home, east]) standIn.stop()
  await client.close()
})

function registered({ url }: StandIn, more: Partial<ServiceInstance> = {}): ServiceInstance {
  return { id: url, service: 'sales', tag: 'stable', version: '1.0.0', url, isHealthy: true, ...more }
}

/** Status of the answer, and how often each cell was asked. */
async function write(more: Partial<ServiceCall> = {}, by = client) {
  const attempt = await by.send({
    service: 'sales',
    method: 'POST',
    path: '/x',
    headers: {},
    body: '{}',
    isRead: false,
    binding: new ServiceBinding(stableTargets, 't_1'),
    timeoutMs: 5_000,
    deadlineAt: performance.now() + 5_000,
    ...more,
  })
  const status = attempt.outcome === 'answered' ? attempt.answer.status : attempt.outcome
  return [status, home.seen.length, east.seen.length]
}

test('a write goes after a tenant that was moved, and the next one goes there at once', async () => {
  home.behaviour = [421]
  home.headers = { 'x-portico-tenant': 'moved east 1' }
  expect(await write()).toEqual([200, 1, 1])
  expect(await write()).toEqual([200, 1, 2])
  expect(await write({ binding: new ServiceBinding(stableTargets, 't_2') })).toEqual([200, 2, 3])
})

test('a request that is bound to an instance leaves it with its tenant', async () => {
  const binding = new ServiceBinding(stableTargets, 't_1')
  expect(await write({ binding })).toEqual([200, 1, 0])
  discovery.cells.note({ tenantId: 't_1', cell: 'east', generation: 1 })
  expect(await write({ binding })).toEqual([200, 1, 1])
})

test('a write waits while its tenant is held, as long as it has time', async () => {
  home.behaviour = [503, 503, 200]
  home.headers = { 'x-portico-tenant': 'moving' }
  expect(await write()).toEqual([200, 3, 0])
  home.behaviour = [503]
  expect(await write({ deadlineAt: performance.now() + 100 })).toEqual([503, 4, 0])
})

test('a file that is sent as it comes is not sent again, nor does a service go after a tenant', async () => {
  home.behaviour = [421]
  home.headers = { 'x-portico-tenant': 'moved east 1' }
  const body = () => Readable.from(['a file'])
  expect(await write({ body })).toEqual([421, 1, 0])
  const service = new ResilientClient(discovery)
  expect(await write({}, service)).toEqual([421, 2, 0])
  await service.close()
})

test('of two words about a tenant the newer move counts', () => {
  const { cells } = discovery
  expect(cells.note({ tenantId: 't_1', cell: 'east', generation: 3 })).toBe(true)
  expect(cells.note({ tenantId: 't_1', cell: 'west', generation: 2 })).toBe(false)
  expect([cells.of('t_1'), cells.of('t_2'), cells.of(null)]).toEqual(['east', 'home', 'home'])
})

test('a gray tenant gets the gray instance of its own cell, else the stable one there', () => {
  const gray = { id: 'g', tag: 'gray', url: 'http://127.0.0.1:1' }
  discovery.setInstances([registered(home), registered(home, gray), registered(east, { cell: 'east' })])
  const origin = (cell: string, service = 'sales') =>
    discovery.find(service, 'gray', null, cell)?.instance.origin
  expect([origin('home'), origin('east'), origin('west')]).toEqual([gray.url, east.url, undefined])
  expect(origin('east', 'identity')).toBe(home.url)
})

test('a service finds others in its own cell, and those of the whole platform at home', () => {
  const own = new Discovery([], {}, { cell: 'east' })
  own.addFixed('party', 'http://127.0.0.1:2')
  own.addFixed('identity', 'http://127.0.0.1:3')
  own.setInstances([registered(home), registered(east, { cell: 'east' })])
  const origins = ['sales', 'party', 'identity'].map(service => own.find(service)?.instance.origin)
  expect(origins).toEqual([east.url, 'http://127.0.0.1:2', 'http://127.0.0.1:3'])
})
