import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Discovery } from '@portico/service-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../src/telemetry/log.ts'
import { CallContext } from '../src/upstream/call-context.ts'
import { forwardCall } from '../src/upstream/forward-call.ts'
import { Positions } from '../src/upstream/positions.ts'
import { Upstream } from '../src/upstream/upstream.ts'

const HEADER = 'x-portico-position'

let service: Server
let front: Server
let upstream: Upstream
/** What the service was asked with. */
let asked: (string | undefined)[] = []

beforeAll(async () => {
  service = createServer((request, response) => {
    asked.push(request.headers[HEADER] as string | undefined)
    if (request.method === 'POST') response.setHeader(HEADER, '16/B374D848')
    response.setHeader('content-type', 'application/json')
    response.end('{}')
  })
  upstream = new Upstream(
    new Discovery(['sales', 'party'], { sales: await listen(service), party: await listen(createServer()) }),
    createLog(() => {}),
  )
  front = createServer(async (request, response) => {
    const method = request.method === 'GET' ? 'GET' : 'POST'
    const target = { service: 'sales', method, path: '/orders', maxBytes: 100 } as const
    await forwardCall(upstream, contextOf(request), target, { request, response })
  })
  await listen(front)
})
afterAll(async () => {
  await upstream.close()
  for (const server of [front, service]) server.close().closeAllConnections()
})

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return urlOf(server)
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function contextOf(request: IncomingMessage): CallContext {
  const deadlineAt = performance.now() + 5000
  const positions = Positions.of(request, false)
  return new CallContext({
    tenantId: 't',
    userId: 'u',
    trace: { traceparent: '00-a-b-01' },
    deadlineAt,
    positions,
  })
}

const ask = (init: RequestInit = {}) => fetch(`${urlOf(front)}/`, init)

describe('what a browser has written', () => {
  test('is seen by its next reads of that service: the cookie says up to where', async () => {
    asked = []
    const written = await ask({ method: 'POST', body: '{}' })
    const [cookie = ''] = written.headers.getSetCookie()
    expect(cookie).toBe('written=sales:16/B374D848; Path=/; HttpOnly; SameSite=Strict; Max-Age=60')
    const read = await ask({ headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect([asked, read.headers.getSetCookie()]).toEqual([[undefined, '16/B374D848'], []])
  })

  test('is said to a service that was written to in the same request', async () => {
    asked = []
    const context = contextOf({ headers: {} } as IncomingMessage)
    const call = { service: 'sales', path: '/', headers: {}, timeoutMs: 2000 }
    await upstream.call({ ...call, method: 'POST', isRead: false }, context)
    await upstream.call({ ...call, method: 'GET', isRead: true }, context)
    expect(asked).toEqual([undefined, '16/B374D848'])
    expect([context.positions.get('sales'), context.positions.get('party')]).toEqual([
      '16/B374D848',
      undefined,
    ])
  })

  test.each(['sales', 'sales:', 'sales:x/y', 'Sales:1/2', ':1/2', '%00:1/2', 'sales:123456789/1'])(
    'is not taken from the cookie %s',
    async text => {
      asked = []
      expect((await ask({ headers: { cookie: `written=${text}` } })).status).toBe(200)
      expect(asked).toEqual([undefined])
    },
  )
})
