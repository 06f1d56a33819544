import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Discovery } from '@portico/service-client'
import { TrafficMeter } from '@portico/telemetry'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLog } from '../src/telemetry/log.ts'
import { CallContext } from '../src/upstream/call-context.ts'
import { ServiceClient } from '../src/upstream/service-client.ts'
import { Upstream } from '../src/upstream/upstream.ts'

const log = createLog(() => {})
let server: Server
let upstream: Upstream
let traffic: TrafficMeter
let seen: IncomingMessage[] = []
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request)
    request.resume().on('end', () => answer(request, response))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.closeAllConnections())

beforeEach(() => {
  seen = []
  const { port } = server.address() as AddressInfo
  traffic = new TrafficMeter()
  upstream = new Upstream(new Discovery(['party'], { party: `http://127.0.0.1:${port}` }), log, { traffic })
})

function client(service = 'party', timeLeftMs = 5_000) {
  const deadlineAt = performance.now() + timeLeftMs
  return new ServiceClient(
    service,
    upstream,
    new CallContext({ tenantId: 't 1', userId: 'u1', trace: { traceparent: '00-a-b-01' }, deadlineAt }),
    log,
  )
}

function json(status: number, value: unknown, type = 'application/json') {
  return (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value))
  }
}

function problem(status: number, value: unknown) {
  return json(status, value, 'application/problem+json')
}

describe('a call to a service', () => {
  test('is counted by revision and how it went', async () => {
    answer = json(200, {})
    await client().get('/things')
    answer = json(500, {})
    await client()
      .post('/things', {})
      .catch(() => {})
    expect(traffic.drain().calls).toMatchObject([
      { caller: 'gateway', service: 'party', revision: 'stable', count: 2, failures: 1 },
    ])
  })

  test('waits while its tenant is held, follows one that was moved, and says so where it cannot', async () => {
    const held = { code: 'TENANT_MOVING', detail: 'Held.', retryAfterSeconds: 1 }
    const moved = { code: 'TENANT_MOVED', detail: 'Elsewhere.', cell: 'east', generation: 1 }
    const answers = [held, held, null, moved]
    answer = (request, response) => {
      const fault = answers[seen.length - 1]
      if (fault === undefined || fault === null) return json(200, {})(request, response)
      response.setHeader('x-portico-tenant', fault === held ? 'moving' : 'moved east 1')
      return problem(fault === held ? 503 : 421, fault)(request, response)
    }
    await client().post('/things', {})
    expect(seen).toHaveLength(3)
    // No instance is known there.
    await expect(client().post('/things', {})).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    answers.splice(0, answers.length, ...Array.from({ length: seen.length + 1 }, () => held))
    upstream.discovery.cells.note({ tenantId: 't 1', cell: 'home', generation: 2 })
    await expect(client('party', 100).post('/things', {})).rejects.toMatchObject({
      code: 'TENANT_MOVING',
      status: 503,
      retryAfterSeconds: 1,
    })
  })

  test.each(['/things/', '/things//link', '/things/.', '/things/..', '/things/../link', '/things/?a=1'])(
    'whose id is none finds nothing, and is not sent: %s',
    async path => {
      expect(await client().find(path)).toBeNull()
      await expect(client().delete(path)).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 })
      expect(seen).toEqual([])
    },
  )

  test('carries tenant, user, trace, idempotency key and version, and no more', async () => {
    answer = json(200, {})
    await client().put(
      '/things/1',
      { a: 1 },
      { idempotencyKey: 'k', ifMatch: 3, query: { x: 'ü', none: undefined } },
    )
    expect(seen[0]?.url).toBe('/things/1?x=%C3%BC')
    expect(seen[0]?.headers).toMatchObject({
      baggage: 'portico.tenant=t%201,portico.user=u1',
      traceparent: '00-a-b-01',
      'idempotency-key': 'k',
      'if-match': '"3"',
    })
    expect(seen[0]?.headers.cookie).toBeUndefined()
  })

  test('says how long its answer is waited for: its own time, or what is left of the request', async () => {
    answer = json(200, {})
    const timeLeft = () => Number(seen.at(-1)?.headers['x-portico-time-left'])
    await client().get('/x', { timeoutMs: 1_000 })
    expect(timeLeft()).toBeGreaterThan(700)
    expect(timeLeft()).toBeLessThanOrEqual(1_000)
    await client('party', 700).get('/x', { timeoutMs: 1_000 })
    expect(timeLeft()).toBeLessThanOrEqual(700)
  })

  test('hands on what a service refuses, with its facts', async () => {
    answer = problem(409, {
      title: 'No',
      detail: 'Too few.',
      code: 'INSUFFICIENT_STOCK',
      shortages: [{ productId: 'p' }],
    })
    await expect(client().post('/x', {})).rejects.toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      message: 'Too few.',
      details: { shortages: [{ productId: 'p' }] },
    })
  })

  test('says nothing of what went wrong inside', async () => {
    answer = problem(500, { code: 'INTERNAL', detail: 'relation "secret" does not exist' })
    await expect(client().post('/x', {})).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'party is not available.',
      details: { service: 'party' },
    })
  })

  test('gives null for a 404 to find, and a fault to get', async () => {
    answer = problem(404, { code: 'NOT_FOUND', detail: 'No.' })
    expect(await client().find('/x')).toBeNull()
    await expect(client().get('/x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('refuses an answer of another shape', async () => {
    answer = json(200, { id: 7 })
    await expect(client().get('/x', { answer: Type.Object({ id: Type.String() }) })).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
    })
  })

  test('is given up at its own limit, and at the request deadline when that is nearer', async () => {
    answer = () => {}
    const startedAt = performance.now()
    await expect(client().get('/x', { timeoutMs: 60 })).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    await expect(client('party', 60).get('/x')).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    // The default limit is 2 s for each of the two.
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test('of a service with as much under way as it is good at is refused, and may be made again soon', async () => {
    answer = () => {}
    const open = Array.from({ length: 28 }, () => client().get('/x', { timeoutMs: 200 }))
    const busy = { code: 'UPSTREAM_BUSY', status: 503, retryAfterSeconds: 1, details: { service: 'party' } }
    await expect(client('party', 60).get('/x')).rejects.toMatchObject(busy)
    await Promise.allSettled(open)
    expect(seen).toHaveLength(28)
  })

  test('is repeated once for a read that failed, never for a write', async () => {
    let count = 0
    answer = (request, response) => {
      count += 1
      json(count === 1 ? 502 : 200, { count })(request, response)
    }
    expect(await client().query('/things/batch', { ids: [] })).toEqual({ count: 2 })
    count = 0
    await expect(client().post('/things', {})).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect(count).toBe(1)
  })

  test('that cannot be sent is the fault of who asked, and opens no breaker', async () => {
    answer = json(200, {})
    for (let count = 0; count < 30; count += 1) {
      const sent = client().post('/x', {}, { idempotencyKey: count % 2 ? '键' : 'a\nb' })
      await expect(sent).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
      const search = 'x'.repeat(20_000)
      await expect(client().get('/x', { query: { search } })).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      })
    }
    expect(await client().get('/x')).toEqual({})
  })

  test('fails for a service that is not known, and for one that does not listen', async () => {
    upstream = new Upstream(new Discovery(['silent'], { silent: 'http://127.0.0.1:1' }), log)
    await expect(client('unknown').get('/x')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    await expect(client('silent').get('/x')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })
})
