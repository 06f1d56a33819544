import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContext, ServiceClients } from '../src/index.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let url: string
let answer: Answer

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
const context = createContext({ tenantId: 't 1', userId: 'u,1', traceparent })
const Stock = Type.Object({ onHand: Type.String() })

const counted: string[] = []

function call(options: { url?: string; timeoutMs?: number } = {}) {
  const clients = new ServiceClients(
    { INVENTORY_URL: options.url ?? url },
    {
      countCall: (service, revision, _ms, isFailure) =>
        void counted.push(`${service} ${revision} ${isFailure}`),
    },
  )
  return clients.connect('inventory', 7005, options).call('POST', '/stock', {
    context,
    answer: Stock,
    body: { a: 1 },
    headers: { 'if-match': '"1"' },
  })
}

const json =
  (status: number, body: unknown): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

it('carries context, headers and body, and says that no request waits for it', async () => {
  let seen: IncomingMessage['headers'] = {}
  answer = (request, response) => {
    seen = request.headers
    json(200, { onHand: '1' })(request, response)
  }
  expect(await call()).toEqual({ onHand: '1' })
  expect(counted.splice(0)).toEqual(['inventory stable false'])
  expect(seen).toMatchObject({
    baggage: 'portico.tenant=t%201,portico.user=u%2C1,portico.priority=background',
    traceparent,
    'if-match': '"1"',
    'content-type': 'application/json',
  })
})

it('throws what the other service refuses with its status, code and facts', async () => {
  answer = json(409, {
    type: 'x',
    title: 'Too little',
    status: 409,
    code: 'INSUFFICIENT_STOCK',
    detail: 'No.',
    shortages: [1],
  })
  await expect(call()).rejects.toMatchObject({
    status: 409,
    code: 'INSUFFICIENT_STOCK',
    title: 'Too little',
    message: 'No.',
    facts: { shortages: [1] },
  })
})

describe('an upstream that fails', () => {
  const unavailable = { status: 503, code: 'UPSTREAM_UNAVAILABLE', facts: { service: 'inventory' } }

  it.each([
    ['answers 500', json(500, { code: 'INTERNAL', detail: 'secret' })],
    ['answers another shape', json(200, { onHand: 1 })],
    ['answers no JSON', (_request, response) => response.end('<html>')],
    ['cuts the connection', (_request, response) => response.destroy()],
  ] as [string, Answer][])('because it %s', async (_, given) => {
    answer = given
    await expect(call()).rejects.toMatchObject(unavailable)
  })

  it('because it does not answer in time', async () => {
    answer = () => {}
    await expect(call({ timeoutMs: 30 })).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringContaining('30 ms'),
    })
  })

  it('because no server listens', async () => {
    await expect(call({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject(unavailable)
  })
})
