import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

interface Call {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export type Answer = (call: Call, response: ServerResponse) => unknown

/** Upstream services in one server: `answers` by `METHOD /path`, all else is 404. Every call of a request is noted. */
export interface FakeServices {
  calls: Call[]
  answers: Map<string, Answer>
  /** The gateway's environment. */
  env: Record<string, string>
  /** Breaks off what is being answered. */
  cut(): void
  close(): Promise<void>
}

const services = ['IDENTITY', 'PARTY', 'PRODUCT', 'PRICING', 'INVENTORY', 'SALES']

/** What a gateway does for itself, whatever it is asked; not noted. */
const bookkeeping = new Set(['/sessions', '/access/feed', '/traces'])

export async function startFakeServices(): Promise<FakeServices> {
  const calls: Call[] = []
  const answers = new Map<string, Answer>([
    ['POST /login', answerLoginOf('k'.repeat(43))],
    ['POST /sessions', answerSession],
    ['GET /access/feed', answerFeed],
  ])
  const server = createServer(async (request, response) => {
    const call = await readCall(request)
    const [path = ''] = call.path.split('?', 1)
    if (!bookkeeping.has(path)) calls.push(call)
    const answer = answers.get(`${call.method} ${path}`) ?? notFound
    await answer(call, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    calls,
    answers,
    env: Object.fromEntries(services.map(name => [`${name}_URL`, url])),
    cut: () => server.closeAllConnections(),
    close: () => close(server),
  }
}

export function json(status: number, value: unknown): Answer {
  return (_call, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

export function problem(status: number, code: string, detail: string, facts: object = {}): Answer {
  return (_call, response) =>
    response
      .writeHead(status, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ ...facts, status, code, detail, title: detail }))
}

const notFound = problem(404, 'NOT_FOUND', 'No such thing.')
const wrongPassword = problem(401, 'LOGIN_FAILED', 'Tenant, user or password is wrong.')
const clerkPermissions = [
  'sales.order.read',
  'sales.order.write',
  'catalog.product.read',
  'party.customer.read',
]
const ownerPermissions = [...clerkPermissions, 'sales.order.import', 'workbench.read', 'inventory.stock.read']

const permissionsOf: Record<string, string[]> = {
  clerk: clerkPermissions,
  operator: ['platform.release.read', 'platform.release.write'],
  salesteam: ['platform.release.read', 'platform.release.write:sales'],
  stockteam: ['platform.release.read', 'platform.release.write:inventory'],
  auditor: ['platform.release.read'],
  developer: ['platform.develop'],
}

/** Takes every user with the password `portico`, and the browser by this token; a second step too. */
export function answerLoginOf(browser: string): Answer {
  return (call, response) => {
    const { tenant = 'demo', username = 'owner', password = 'portico' } = JSON.parse(call.body)
    if (password !== 'portico') return wrongPassword(call, response)
    return json(200, { ...loginOf(tenant, username), browser })(call, response)
  }
}

function loginOf(tenant: string, username: string) {
  return {
    user: userOf(username),
    tenant: { id: `t_${tenant}`, slug: tenant, name: 'Demo', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    roles: [username],
    permissions: permissionsOf[username] ?? ownerPermissions,
  }
}

/** Of the user in the signed context, as `answerLogin` gave it. */
function answerSession(call: Call, response: ServerResponse): unknown {
  const [, username = ''] = /portico\.user=u_(\w+)/.exec(String(call.headers.baggage)) ?? []
  return json(201, {
    sessionId: randomUUID(),
    accessVersion: 1,
    sessionsVersion: 1,
    user: { ...userOf(username), language: null },
    permissions: permissionsOf[username] ?? ownerPermissions,
  })(call, response)
}

function userOf(username: string) {
  return { id: `u_${username}`, username, displayName: `<b>${username}</b></script>` }
}

/** Nothing ever changes; held as long as the gateway asks, or until it hangs up. */
async function answerFeed({ path }: Call, response: ServerResponse): Promise<unknown> {
  const waitSeconds = Number(new URLSearchParams(path.split('?')[1]).get('wait') ?? 0)
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  await sleep(waitSeconds * 1000, null, { signal: closed.signal, ref: false }).catch(() => null)
  return json(200, { revision: 0, isReset: false, hasMore: false, changes: [] })(
    { method: 'GET', path, headers: {}, body: '' },
    response,
  )
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = '', url: path = '', headers } = request
  return { method, path, headers, body: Buffer.concat(chunks).toString() }
}

async function close(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
}
