import type { ServiceInstance } from '@portico/release'
import Type from 'typebox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createContext, ServiceClients } from '../src/index.ts'
import { FakeService } from './fake-service.ts'

const Who = Type.Object({ who: Type.String() })

/** No server of a test is ever given this port. */
const NOWHERE = 'http://127.0.0.1:1'
let stable: FakeService
let gray: FakeService
let clients: ServiceClients

beforeEach(async () => {
  stable = await FakeService.start()
  gray = await FakeService.start()
  stable.body = { who: 'stable' }
  gray.body = { who: 'gray' }
  clients = new ServiceClients({ INVENTORY_URL: stable.url })
})
afterEach(() => Promise.all([stable.stop(), gray.stop()]))

function instance(facts: Partial<ServiceInstance> = {}): ServiceInstance {
  const known = { id: 'i', service: 'inventory', tag: 'gray', version: '1', url: gray.url, isHealthy: true }
  return { ...known, ...facts }
}

async function call(
  method: 'GET' | 'POST',
  options: { isRead?: boolean; timeoutMs?: number; breaking?: string[] } = {},
) {
  const { isRead = method === 'GET', timeoutMs = 1000, breaking = [] } = options
  const context = createContext({ tenantId: 't', targets: { inventory: 'gray', party: 'blue' }, breaking })
  const client = clients.connect('inventory', 7005, { timeoutMs })
  return (await client.call(method, '/stock', { context, answer: Who, isRead })).who
}

const unavailable = { code: 'UPSTREAM_UNAVAILABLE', facts: { service: 'inventory' } }

describe('a call that is routed to gray', () => {
  it('goes to the gray instance and takes all its routing targets along', async () => {
    clients.discovery.setInstances([instance()])
    expect(await call('GET')).toBe('gray')
    expect(gray.seen[0]?.headers.baggage).toBe(
      'portico.tenant=t,portico.routing=inventory%3Agray%2Cparty%3Ablue,portico.priority=background',
    )
  })

  it.each([
    ['no instance is known', []],
    ['the gray one missed its heartbeats', [{ isHealthy: false }]],
    ['the gray one is of another service', [{ service: 'sales' }]],
  ] as [string, Partial<ServiceInstance>[]][])('goes to stable when %s', async (_, known) => {
    clients.discovery.setInstances(known.map(instance))
    expect(await call('POST')).toBe('stable')
  })

  it('spreads over several', async () => {
    clients.discovery.setInstances([instance(), instance({ id: 'j', url: stable.url })])
    const answers = await Promise.all(Array.from({ length: 40 }, () => call('GET')))
    expect(new Set(answers)).toEqual(new Set(['gray', 'stable']))
  })

  it('finds stable by the directory when it moved', async () => {
    clients = new ServiceClients({ INVENTORY_URL: NOWHERE })
    clients.discovery.setInstances([instance({ tag: 'stable', url: stable.url })])
    expect(await call('GET')).toBe('stable')
  })

  it('finds stable by its setting when the directory is wrong', async () => {
    clients.discovery.setInstances([instance({ tag: 'stable', url: NOWHERE })])
    expect(await call('POST')).toBe('stable')
  })
})

describe('a write that a release keeps off stable', () => {
  const breaking = ['inventory']
  const refused = { code: 'GRAY_UNAVAILABLE', facts: { service: 'inventory' } }

  it('goes to the gray instance, and takes along what is strict', async () => {
    clients.discovery.setInstances([instance()])
    expect(await call('POST', { breaking })).toBe('gray')
    expect(gray.seen[0]?.headers.baggage).toContain('portico.breaking=inventory')
  })

  it.each([
    ['is not known', () => []],
    ['refuses connections', () => [instance({ url: NOWHERE })]],
  ])('is refused when the gray one %s, while reads go to stable', async (_, known) => {
    clients.discovery.setInstances(known())
    await expect(call('POST', { breaking })).rejects.toMatchObject(refused)
    expect(stable.seen).toEqual([])
    expect(await call('GET', { breaking })).toBe('stable')
  })

  it('is no concern of another service', async () => {
    clients.discovery.setInstances([])
    expect(await call('POST', { breaking: ['sales'] })).toBe('stable')
  })
})

describe('a gray instance that is unavailable', () => {
  it('refuses connections: reads and writes go to stable', async () => {
    clients.discovery.setInstances([instance({ url: NOWHERE })])
    expect([await call('GET'), await call('POST')]).toEqual(['stable', 'stable'])
  })

  it.each(['cut', 'hang'] as const)('(%s) reads go to stable within the time of the call', async mode => {
    clients.discovery.setInstances([instance()])
    gray.mode = mode
    expect(await call('GET', { timeoutMs: 600 })).toBe('stable')
    expect(await call('POST', { isRead: true, timeoutMs: 600 })).toBe('stable')
  })

  it.each(['cut', 'hang'] as const)(
    '(%s) a write that may have arrived is sent to no other instance',
    async mode => {
      clients.discovery.setInstances([instance()])
      gray.mode = mode
      await expect(call('POST', { timeoutMs: 100 })).rejects.toMatchObject(unavailable)
      expect(gray.seen).toHaveLength(1)
      expect(stable.seen).toEqual([])
    },
  )

  it('answers 500: that is an answer', async () => {
    clients.discovery.setInstances([instance()])
    gray.status = 500
    await expect(call('GET')).rejects.toMatchObject(unavailable)
    expect(stable.seen).toEqual([])
  })
})

describe('a service that fails', () => {
  it('once is asked again by a read, and not by a write', async () => {
    for (const [method, times] of [
      ['GET', 2],
      ['POST', 1],
    ] as const) {
      stable.seen.length = 0
      stable.status = 500
      clients.discovery.setInstances([])
      await expect(call(method)).rejects.toMatchObject(unavailable)
      expect(stable.seen).toHaveLength(times)
    }
  })

  it('all the time is left alone for a while', async () => {
    stable.status = 500
    for (let count = 0; count < 25; count += 1) await expect(call('POST')).rejects.toMatchObject(unavailable)
    expect(stable.seen).toHaveLength(20)
  })
})
