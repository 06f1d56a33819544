import type { ServiceInstance } from '@portico/release'
import { beforeEach, describe, expect, test } from 'vitest'
import { Discovery } from '../src/index.ts'

const urls = { sales: 'http://sales.internal:7006' }
let now = 0
let lines: string[]
let discovery: Discovery

beforeEach(() => {
  now = 1_000_000
  lines = []
  discovery = new Discovery(['sales', 'party'], urls, {
    upstreamHosts: ['gray.internal', '.pods.internal'],
    log: { warn: (event, facts) => lines.push(JSON.stringify({ event, ...facts })) },
    now: () => now,
  })
})

function instance(port: number, over: Partial<ServiceInstance> = {}): ServiceInstance {
  const url = `http://127.0.0.1:${port}`
  return { id: `i${port}`, service: 'sales', tag: 'gray', version: '1.5.0', url, isHealthy: true, ...over }
}

function find(tag = 'gray', service = 'sales') {
  const selected = discovery.find(service, tag)
  return selected && [selected.instance.origin, selected.instance.revision, selected.reason]
}

describe('discovery', () => {
  test('has the fixed addresses before anything registers, and nothing for a service without one', () => {
    expect(find('stable')).toEqual(['http://sales.internal:7006', 'stable', null])
    expect(find('gray')).toEqual(['http://sales.internal:7006', 'stable', 'no-gray-instance'])
    expect(find('stable', 'party')).toBeNull()
    expect(discovery.listMissing()).toEqual(['party'])
  })

  test('finds the healthy instances of a tag in turn', () => {
    discovery.setInstances([instance(1), instance(2), instance(3, { isHealthy: false })])
    const origins = [find(), find(), find()].map(found => found?.[0])
    expect(origins).toEqual(['http://127.0.0.1:1', 'http://127.0.0.1:2', 'http://127.0.0.1:1'])
    expect(find()).toEqual(['http://127.0.0.1:2', 'gray@1.5.0', null])
  })

  test('gives an instance the share of its turns that an operator wished, until that ends', () => {
    const until = (ms: number) => new Date(now + ms).toISOString()
    const took = (share: NonNullable<ServiceInstance['share']>, times = 12) => {
      discovery.setInstances([instance(1, { share }), instance(2), instance(3)])
      const origins = Array.from({ length: times }, () => find()?.[0])
      return origins.filter(origin => origin === 'http://127.0.0.1:1').length
    }
    expect(took({ percent: 50, endsAt: until(1_000) }, 15)).toBe(3)
    expect(took({ percent: 0, endsAt: until(1_000) })).toBe(0)
    expect(took({ percent: 0, endsAt: until(0) })).toBe(4)
    // Better one that is drained than none.
    discovery.setInstances([instance(1, { share: { percent: 0, endsAt: until(1_000) } })])
    expect(find()?.[0]).toBe('http://127.0.0.1:1')
  })

  test('falls back to stable and says why when a tag has no instance, or no healthy one', () => {
    discovery.setInstances([
      instance(1, { isHealthy: false }),
      instance(4, { tag: 'stable', version: '1.4.0' }),
    ])
    expect(find('gray')).toEqual(['http://127.0.0.1:4', 'stable@1.4.0', 'no-gray-instance'])
    expect(find('other')).toEqual(['http://127.0.0.1:4', 'stable@1.4.0', 'no-gray-instance'])
  })

  test('learns the version at a fixed address, and keeps to that address when its heartbeat is late', () => {
    const fixed = instance(0, { url: `${urls.sales}/`, tag: 'stable', version: '1.4.0' })
    discovery.setInstances([fixed])
    expect(find('stable')).toEqual(['http://sales.internal:7006', 'stable@1.4.0', null])
    discovery.setInstances([{ ...fixed, isHealthy: false }])
    expect(find('stable')).toEqual(['http://sales.internal:7006', 'stable@1.4.0', null])
    discovery.setInstances([])
    expect(find('stable')).toEqual(['http://sales.internal:7006', 'stable', null])
  })

  test('takes an instance for unavailable until the next registry, or three seconds', () => {
    discovery.setInstances([instance(1)])
    const gray = discovery.find('sales', 'gray')?.instance
    if (!gray) throw new Error('no gray')
    discovery.markUnavailable(gray)
    expect(find()?.[2]).toBe('no-gray-instance')
    now += 2_999
    expect(find()?.[2]).toBe('no-gray-instance')
    now += 1
    expect(find()?.[2]).toBeNull()
    discovery.markUnavailable(gray)
    discovery.setInstances([instance(1)])
    expect(find()?.[2]).toBeNull()
  })

  test('keeps to a fixed address though it is unavailable', () => {
    discovery.setInstances([instance(0, { url: urls.sales, tag: 'stable', version: '1.4.0' })])
    const stable = discovery.find('sales')?.instance
    if (!stable) throw new Error('no stable')
    discovery.markUnavailable(stable)
    expect(find('stable')).toEqual(['http://sales.internal:7006', 'stable@1.4.0', null])
  })

  test('counts the later of two entries of one address', () => {
    discovery.setInstances([instance(1), instance(1, { id: 'restarted', version: '1.5.1' })])
    expect([find()?.[1], find()?.[1]]).toEqual(['gray@1.5.1', 'gray@1.5.1'])
  })
})

describe('what registers at a host that is not allowed', () => {
  test.each([
    'http://evil.example:7006',
    'http://127.0.0.1.evil.example',
    'http://sales.internal@evil.example',
    'http://xgray.internal',
    'http://pods.internal',
    'ftp://127.0.0.1:7006',
    'file:///etc/passwd',
    'not a url',
  ])('is ignored and reported once: %s', url => {
    discovery.setInstances([instance(1, { url })])
    discovery.setInstances([instance(1, { url })])
    expect(find()?.[2]).toBe('no-gray-instance')
    expect(lines.filter(line => line.includes('upstream.not_trusted'))).toHaveLength(1)
  })

  test.each([
    ['http://127.8.9.1:7106', 'http://127.8.9.1:7106'],
    ['http://localhost:7106/', 'http://localhost:7106'],
    ['http://[::1]:7106', 'http://[::1]:7106'],
    ['http://sales.internal:9', 'http://sales.internal:9'],
    ['https://GRAY.internal/path', 'https://gray.internal'],
    ['http://a.pods.internal:80', 'http://a.pods.internal'],
  ])('does not concern %s', (url, origin) => {
    discovery.setInstances([instance(1, { url })])
    expect(find()?.[0]).toBe(origin)
    expect(lines).toEqual([])
  })

  test.each([{ version: '1\r\nset-cookie: a=b' }, { version: '' }, { tag: 'gray;x=y' }, { tag: 'GRAY' }])(
    'is as little believed as words no header can carry: %j',
    over => {
      discovery.setInstances([instance(1, over)])
      expect(find()?.[2]).toBe('no-gray-instance')
    },
  )
})
