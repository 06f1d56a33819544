import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Discovery } from '@portico/service-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sendFault } from '../src/exchange/respond.ts'
import { createLog } from '../src/telemetry/log.ts'
import { CallContext } from '../src/upstream/call-context.ts'
import { forwardCall } from '../src/upstream/forward-call.ts'
import type { Routing } from '../src/upstream/routing.ts'
import { Upstream } from '../src/upstream/upstream.ts'
import { FakeInstance, routingOf } from './fake-instance.ts'

let stable: FakeInstance
let gray: FakeInstance
let upstream: Upstream
let front: Server
let routing: Routing
let maxBytes: number

beforeEach(async () => {
  stable = await FakeInstance.start('stable', '1.4.0')
  gray = await FakeInstance.start('gray', '1.5.0')
  routing = routingOf('gray')
  maxBytes = 1e7
  const discovery = new Discovery(['sales'], { sales: stable.url })
  discovery.setInstances([stable.registration, gray.registration])
  upstream = new Upstream(
    discovery,
    createLog(() => {}),
  )
  front = createServer(async (request, response) => {
    const deadlineAt = performance.now() + 5_000
    const context = new CallContext({
      tenantId: 't1',
      userId: 'u1',
      trace: { traceparent: '00-a-b-01' },
      deadlineAt,
      routing,
    })
    const method = request.method === 'GET' ? 'GET' : 'POST'
    const target = {
      service: 'sales',
      method,
      path: '/files',
      isUpload: true,
      maxBytes: method === 'GET' ? 0 : maxBytes,
    } as const
    await forwardCall(upstream, context, target, { request, response }).catch(error =>
      sendFault(response, error),
    )
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
})
afterEach(async () => {
  for (const instance of [stable, gray]) instance.kill()
  front.closeAllConnections()
  front.close()
  await upstream.close()
})

async function send(init: RequestInit = {}) {
  const { port } = front.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/`, init)
  return {
    route: response.headers.get('x-portico-route'),
    status: response.status,
    body: await response.json(),
  }
}

const file = 'x'.repeat(3_000_000)

describe('a streamed call', () => {
  test('whose refusal breaks off is one of a service that is unavailable', async () => {
    gray.answer = (_call, response) => {
      response.writeHead(409, { 'content-type': 'application/problem+json', 'content-length': 1_000 })
      response.write('{"code":')
      setImmediate(() => response.destroy())
    }
    const { status, body } = await send({ method: 'POST', body: 'a file' })
    expect([status, JSON.stringify(body)]).toEqual([503, expect.stringContaining('UPSTREAM_UNAVAILABLE')])
  })

  test('that breaks on the way, as by its sender, counts against no release', async () => {
    gray.answer = (_call, response) => void response.destroy()
    expect((await send({ method: 'POST', body: 'a file' })).status).toBe(503)
    expect(upstream.meter.drain()).toEqual([])
  })

  test('goes by the routing of its request and reports it', async () => {
    expect(await send({ method: 'POST', body: file })).toEqual({
      route: 'sales=gray@1.5.0',
      status: 200,
      body: 'gray@1.5.0',
    })
    expect(gray.calls[0]?.body).toBe(file)
  })

  test('comes to stable whole when no process listens at gray', async () => {
    gray.kill()
    const route = 'sales=stable@1.4.0(no-gray-instance)'
    const answer = { route, status: 200, body: 'stable@1.4.0' }
    expect(await send({ method: 'POST', body: file })).toEqual(answer)
    expect(await send()).toEqual(answer)
    expect(stable.calls.map(({ body }) => body.length)).toEqual([file.length, 0])
  })

  test('is refused by name where stable must not write, and the route still reported', async () => {
    gray.kill()
    routing = routingOf('gray', { isBreaking: true })
    expect(await send({ method: 'POST', body: file })).toMatchObject({
      route: 'sales=stable@1.4.0(no-gray-instance)',
      status: 503,
      body: { error: { code: 'GRAY_UNAVAILABLE' } },
    })
    expect(stable.calls).toEqual([])
  })

  test('is not sent again when gray dies with it', async () => {
    gray.answer = () => gray.kill()
    expect(await send({ method: 'POST', body: file })).toMatchObject({ status: 503 })
    expect([stable.calls.length, gray.calls.length]).toEqual([0, 1])
  })

  test('that turns out too long is refused, and says nothing of the service however often', async () => {
    maxBytes = 10
    const upload = () => {
      const body = new Blob(['twelve bytes']).stream()
      return send({ method: 'POST', body, duplex: 'half' } as RequestInit)
    }
    const answers = await Promise.all(Array.from({ length: 25 }, upload))
    for (const answer of answers)
      expect(answer).toMatchObject({ body: { error: { code: 'FILE_TOO_LARGE' } } })
    expect(upstream.meter.drain()).toEqual([])
    expect(await send()).toMatchObject({ route: 'sales=gray@1.5.0', status: 200 })
  })

  test('is measured with the others', async () => {
    await send()
    expect(upstream.meter.drain()).toMatchObject([{ release: 'r1', count: 1, failures: 0 }])
  })
})
