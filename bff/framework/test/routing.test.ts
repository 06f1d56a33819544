import { setTimeout as sleep } from 'node:timers/promises'
import { isBodyLess, isBodyOf, Keyring, SIGNATURE_HEADER, verifyCall } from '@portico/release/trust'
import { Discovery } from '@portico/service-client'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createLog } from '../src/telemetry/log.ts'
import { beginTrace } from '../src/telemetry/trace.ts'
import { CallContext } from '../src/upstream/call-context.ts'
import { type Routing, stableRouting } from '../src/upstream/routing.ts'
import { ServiceClient } from '../src/upstream/service-client.ts'
import { anonymousContext, systemContext } from '../src/upstream/system-context.ts'
import { Upstream } from '../src/upstream/upstream.ts'
import { FakeInstance, routingOf } from './fake-instance.ts'

const log = createLog(() => {})
const SECRET = 'a secret of the platform'
const keyring = Keyring.fromSecrets('gateway', [SECRET])
let stable: FakeInstance
let gray: FakeInstance
let discovery: Discovery
let upstream: Upstream

beforeEach(async () => {
  stable = await FakeInstance.start('stable', '1.4.0')
  gray = await FakeInstance.start('gray', '1.5.0')
  discovery = new Discovery(['sales'], { sales: stable.url })
  discovery.setInstances([stable.registration, gray.registration])
  upstream = new Upstream(discovery, log, { keyring })
})
afterEach(async () => {
  for (const instance of [stable, gray]) instance.kill()
  await upstream.close()
})

function request(routing: Routing = routingOf('gray'), actor: string | null = null, timeLeftMs = 5_000) {
  const deadlineAt = performance.now() + timeLeftMs
  const caller = {
    tenantId: 't 1',
    userId: 'u1',
    actor,
    trace: { traceparent: '00-a-b-01' },
    deadlineAt,
    routing,
  }
  const context = new CallContext(caller)
  return { context, sales: new ServiceClient('sales', upstream, context, log) }
}

function reached(): number[] {
  return [stable.calls.length, gray.calls.length]
}

describe('the calls of a request', () => {
  test('go to the instance of its tag, and the route says so in order of first use', async () => {
    const { context, sales } = request()
    expect(await sales.get('/x')).toBe('gray@1.5.0')
    expect(await sales.post('/x', {})).toBe('gray@1.5.0')
    context.route.choose('unknown', discovery)
    expect(context.route.format()).toBe('sales=gray@1.5.0')
    const other = request(stableRouting)
    expect(other.context.route.format()).toBe('')
    expect(await other.sales.get('/x')).toBe('stable@1.4.0')
    expect(other.context.route.format()).toBe('sales=stable@1.4.0')
  })

  test('keep to one instance, while other requests go to the next', async () => {
    const second = await FakeInstance.start('gray', '1.5.1')
    // One that is new among others would begin slowly.
    discovery.setInstances([])
    discovery.setInstances([gray.registration, second.registration])
    const requests = [request(), request()]
    for (const { sales } of [...requests, ...requests]) await sales.get('/x')
    expect([gray.calls.length, second.calls.length]).toEqual([2, 2])
    expect(requests.map(({ context }) => context.route.format())).toEqual([
      'sales=gray@1.5.0',
      'sales=gray@1.5.1',
    ])
    second.kill()
  })

  test('carry routing targets, snapshot and lane, each signed for itself', async () => {
    const { sales } = request({ ...routingOf('gray'), lane: 'alice' }, 'user:operator')
    await sales.get('/1', { query: { x: 'ä b' } })
    await sales.post('/2', { a: 1 }, { ifMatch: 3, idempotencyKey: 'k' })
    for (const { method, path, headers, body } of gray.calls) {
      const call = { audience: 'sales', method, path, headers }
      const receiver = Keyring.fromSecrets('sales', [SECRET])
      const found = verifyCall(receiver, call, headers[SIGNATURE_HEADER])
      expect(found).toMatchObject({ caller: 'gateway' })
      expect(
        'reason' in found || (body === '' ? isBodyLess(found) : isBodyOf(found, Buffer.from(body))),
      ).toBe(true)
    }
    expect(gray.calls[0]?.headers.baggage).toBe(
      'portico.tenant=t%201,portico.user=u1,portico.snapshot=snapshot-gray,portico.routing=sales%3Agray,portico.lane=alice',
    )
    expect(gray.calls).toHaveLength(2)
  })

  test('name their actor to the release service alone', () => {
    const { context } = request(stableRouting, 'user:operator')
    const reported = context.headersFor('release')
    expect(reported.baggage).toBe('portico.tenant=t%201,portico.user=u1,portico.actor=user%3Aoperator')
    expect(context.headersFor('sales').baggage).not.toContain('actor')
  })

  test('say to every service when they are the platform’s own', () => {
    expect(systemContext(1_000).headersFor('identity').baggage).toBe('portico.actor=system')
    const anonymous = anonymousContext(1_000, beginTrace())
    expect(anonymous.headersFor('release').baggage).toBeUndefined()
  })
})

describe('without its gray instance', () => {
  const fallback = 'sales=stable@1.4.0(no-gray-instance)'

  test('a request is served by stable, and says that it meant gray', async () => {
    discovery.setInstances([stable.registration])
    const { context, sales } = request()
    expect(await sales.get('/x')).toBe('stable@1.4.0')
    expect(await sales.post('/x', {})).toBe('stable@1.4.0')
    expect(context.route.format()).toBe(fallback)
    expect(stable.calls[0]?.headers.baggage).toContain('portico.routing=sales%3Agray')
  })

  test('which only its heart does not know yet, reads and writes go to stable at once, each once', async () => {
    gray.kill()
    const { context, sales } = request()
    expect(await sales.post('/x', {})).toBe('stable@1.4.0')
    expect(await sales.get('/x')).toBe('stable@1.4.0')
    expect(context.route.format()).toBe(fallback)
    expect(reached()).toEqual([2, 0])
    expect(await request().sales.get('/x')).toBe('stable@1.4.0')
  })

  test('which dies between two calls, the rest of the request goes on at stable and stays there', async () => {
    const { context, sales } = request()
    expect(await sales.get('/x')).toBe('gray@1.5.0')
    const { port } = gray
    gray.kill()
    expect(await sales.get('/x')).toBe('stable@1.4.0')
    gray = await FakeInstance.start('gray', '1.5.0')
    expect(gray.port).not.toBe(port)
    discovery.setInstances([stable.registration, gray.registration])
    expect(await sales.get('/x')).toBe('stable@1.4.0')
    expect(context.route.format()).toBe(fallback)
    expect(await request().sales.get('/x')).toBe('gray@1.5.0')
  })

  test('another one of the tag takes over', async () => {
    const second = await FakeInstance.start('gray', '1.5.1')
    discovery.setInstances([gray.registration, second.registration])
    gray.kill()
    const requests = [request(routingOf('gray', { isBreaking: true })), request(routingOf('gray'))]
    for (const { sales } of requests) expect(await sales.post('/x', {})).toBe('gray@1.5.1')
    expect(reached()).toEqual([0, 0])
    second.kill()
  })

  test('a write of a breaking release is refused by name, and a read is not', async () => {
    discovery.setInstances([stable.registration])
    const { sales } = request(routingOf('gray', { isBreaking: true }))
    expect(await sales.get('/x')).toBe('stable@1.4.0')
    const refusal = { code: 'GRAY_UNAVAILABLE', details: { service: 'sales' } }
    await expect(sales.post('/x', {})).rejects.toMatchObject(refusal)
    await expect(request(routingOf('gray', { isBreaking: true })).sales.put('/x', {})).rejects.toMatchObject(
      refusal,
    )
    expect(stable.calls.map(({ method }) => method)).toEqual(['GET'])
  })

  test('a write of a breaking release that finds no process listening is refused by the same name', async () => {
    gray.kill()
    const { sales } = request(routingOf('gray', { isBreaking: true }))
    await expect(sales.post('/x', {})).rejects.toMatchObject({ code: 'GRAY_UNAVAILABLE' })
    expect(reached()).toEqual([0, 0])
  })
})

describe('what may have reached gray', () => {
  test('is never written again by stable', async () => {
    gray.answer = () => gray.kill()
    await expect(request().sales.post('/x', {})).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect(reached()).toEqual([0, 1])
  })

  test('is read again, by stable when gray has ended', async () => {
    gray.answer = () => gray.kill()
    expect(await request().sales.get('/x')).toBe('stable@1.4.0')
    expect(reached()).toEqual([1, 1])
  })

  test('is not read by stable because gray answered badly', async () => {
    gray.answer = (_call, response) => gray.json(response, 500, {})
    await expect(request().sales.get('/x')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect(reached()).toEqual([0, 2])
  })
})

describe('an instance that does not answer in time', () => {
  // Each attempt has a part of it, in which the other instance must answer on a busy machine.
  const late = { timeoutMs: 400 }

  test('is passed over by a read, and a write is not sent twice', async () => {
    gray.answer = () => undefined
    expect(await request().sales.get('/x', late)).toBe('stable@1.4.0')
    expect(await request().sales.query('/batch', {}, late)).toBe('stable@1.4.0')
    await expect(request().sales.post('/x', {}, late)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    expect(reached()).toEqual([2, 3])
  })

  test('is passed over only while the request has time', async () => {
    gray.answer = () => undefined
    const { sales } = request(routingOf('gray'), null, 60)
    await expect(sales.get('/x')).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    expect(reached()).toEqual([0, 1])
  })

  test('five times in a row is left alone, until another process comes up there', async () => {
    const second = await FakeInstance.start('gray', '1.5.0')
    onTestFinished(() => second.kill())
    const both = [gray.registration, second.registration]
    discovery.setInstances(both)
    gray.answer = () => undefined
    while (gray.calls.length < 5) await request().sales.get('/x', late)
    for (let n = 0; n < 6; n += 1) await request().sales.get('/x', late)
    discovery.setInstances(both)
    for (let n = 0; n < 4; n += 1) await request().sales.get('/x', late)
    expect(gray.calls).toHaveLength(5)
    discovery.setInstances([{ ...gray.registration, id: 'anew' }, second.registration])
    for (let n = 0; n < 2; n += 1) await request().sales.get('/x', late)
    expect(gray.calls).not.toHaveLength(5)
  })
})

describe('the only copy of a service', () => {
  const calls = (count: number) =>
    Promise.all(
      Array.from({ length: count }, () =>
        request(stableRouting)
          .sales.get('/x')
          .catch(() => null),
      ),
    )

  test('that was killed is called again within a second of its being back', async () => {
    const { port } = stable
    stable.kill()
    await calls(40)
    stable = await FakeInstance.start('stable', '1.4.0', port)
    const readyAt = performance.now()
    await expect
      .poll(
        () =>
          request(stableRouting)
            .sales.get('/x')
            .catch(() => null),
        { timeout: 5_000, interval: 20 },
      )
      .toBe('stable@1.4.0')
    expect(performance.now() - readyAt).toBeLessThan(1_000)
  })

  test('that hung is called again as soon as another process registers at its address', async () => {
    const hung = stable
    hung.answer = () => undefined
    const late = () =>
      request(stableRouting)
        .sales.get('/x', { timeoutMs: 20 })
        .catch(error => error.code)
    await Promise.all(Array.from({ length: 40 }, late))
    expect(await late()).toBe('UPSTREAM_UNAVAILABLE')
    hung.answer = (_call, response) => hung.json(response, 200, hung.revision)
    discovery.setInstances([{ ...hung.registration, id: 'anew' }])
    expect(await request(stableRouting).sales.get('/x')).toBe('stable@1.4.0')
  })
})

describe('a clock that is wrong', () => {
  test('shows in what the services refuse, and the client is answered that the service is away', async () => {
    stable.answer = (_call, response) => {
      const body = JSON.stringify({ code: 'CONTEXT_EXPIRED', status: 401, skewSeconds: 90 })
      response.writeHead(401, { 'content-type': 'application/problem+json' }).end(body)
    }
    await expect(request(stableRouting).sales.get('/x')).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
    })
    expect(upstream.clock.explain()).toContain('90 s behind that of sales')
    stable.answer = (_call, response) => stable.json(response, 200, 'well')
    await request(stableRouting).sales.get('/x')
    expect(upstream.clock.explain()).toBeNull()
  })
})

test('gray killed under load costs no read, and sends no write twice', async () => {
  // A busy machine is not what this is about.
  const timeoutMs = 15_000
  let isOver = false
  const failedReads: unknown[] = []
  const writes = new Map<string, boolean>()
  gray.answer = async (_call, response) => {
    await sleep(Math.random() * 5)
    gray.json(response, 200, gray.revision)
  }
  const work = Array.from({ length: 40 }, async (_, worker) => {
    for (let turn = 0; !isOver; turn += 1) {
      const { sales } = request(routingOf('gray'), null, timeoutMs)
      await sales.get('/x', { timeoutMs }).catch(error => failedReads.push(error))
      const id = `${worker}-${turn}`
      const isDone = await sales.post('/write', { id }, { timeoutMs }).then(
        () => true,
        () => false,
      )
      writes.set(id, isDone)
    }
  })
  await expect.poll(() => writes.size, { timeout: 10_000 }).toBeGreaterThan(100)
  gray.kill()
  const before = writes.size
  await expect.poll(() => writes.size, { timeout: 10_000 }).toBeGreaterThan(before + 200)
  isOver = true
  await Promise.all(work)
  expect(failedReads).toEqual([])
  const arrived = [...stable.calls, ...gray.calls]
    .filter(({ path }) => path === '/write')
    .map(({ body }) => (JSON.parse(body) as { id: string }).id)
  expect(new Set(arrived).size).toBe(arrived.length)
  const done = [...writes].flatMap(([id, isDone]) => (isDone ? [id] : []))
  expect(done.filter(id => !arrived.includes(id))).toEqual([])
  // Those under way when it died; every one after that was done by stable.
  expect(writes.size - done.length).toBeLessThanOrEqual(40)
})

test('gray that fails all the time is left alone for a while: reads and writes go to stable', async () => {
  gray.answer = (_call, response) => gray.json(response, 500, {})
  for (let count = 0; count < 20; count += 1)
    await request()
      .sales.post('/x', {})
      .catch(() => null)
  const { context, sales } = request()
  expect([await sales.get('/x'), await sales.post('/x', {})]).toEqual(['stable@1.4.0', 'stable@1.4.0'])
  expect(context.route.format()).toBe('sales=stable@1.4.0(no-gray-instance)')
  discovery.setInstances([stable.registration, gray.registration])
  expect(await request().sales.get('/x')).toBe('stable@1.4.0')
  const breaking = request(routingOf('gray', { isBreaking: true }))
  await expect(breaking.sales.post('/x', {})).rejects.toMatchObject({ code: 'GRAY_UNAVAILABLE' })
  expect(gray.calls).toHaveLength(20)
})

describe('measurements', () => {
  function figures() {
    return upstream.meter.drain().map(({ subject, release, count, failures }) => {
      return [subject.name, release, count, failures]
    })
  }

  test('are of the release that was reached, not of the one that was meant', async () => {
    await request().sales.get('/x')
    gray.answer = (_call, response) => gray.json(response, 404, {})
    await request().sales.find('/x')
    gray.kill()
    await request().sales.get('/x')
    await request().sales.get('/x')
    await request(stableRouting).sales.get('/x')
    const [[, release, count = 0, failures = 0] = [], onStable] = figures()
    expect(release).toBe('r1')
    // A connection that was kept open may break first, then the next one is refused.
    expect(failures).toBeOneOf([1, 2])
    expect(Number(count) - Number(failures)).toBe(2)
    expect(onStable).toEqual(['sales', null, 3, 0])
  })

  test('leave out calls in no user’s name', async () => {
    const deadlineAt = performance.now() + 5_000
    const context = new CallContext({
      tenantId: null,
      userId: null,
      trace: { traceparent: '00-a-b-01' },
      deadlineAt,
    })
    await new ServiceClient('sales', upstream, context, log).get('/x')
    expect(figures()).toEqual([])
  })

  test('count a refusal of a breaking release as its failure', async () => {
    discovery.setInstances([stable.registration])
    const { sales } = request(routingOf('gray', { isBreaking: true }))
    await sales.post('/x', {}).catch(() => null)
    expect(figures()).toEqual([['sales', 'r1', 1, 1]])
  })
})
