import { randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { orders, PATHS, prices, products, stocks } from './work/dashboard.ts'
import { listen } from './work/listen.ts'

/** All services of the race in one process; what it answers was written before, so that little of its core is used. */
const JSON_TYPE = 'application/json'
const FEED_WAIT_MS = 5_000
const PERMISSIONS = ['race.read', 'party.customer.read']

const NO_CUSTOMERS = { items: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: 7 }

const bodies = new Map(
  [
    [PATHS.orders, orders],
    [PATHS.products, products],
    [PATHS.prices, prices],
    [PATHS.stocks, stocks],
    ['/customers?first=20', NO_CUSTOMERS],
  ].map(([path, value]) => [path as string, Buffer.from(JSON.stringify(value))]),
)

const USER = { id: 'u_race', username: 'owner', displayName: 'Owner' }
const TENANT = { id: 't_race', slug: 'race', name: 'Race', currency: 'EUR', timeZone: 'Europe/Berlin' }
const SESSION = {
  accessVersion: 1,
  sessionsVersion: 1,
  user: { ...USER, language: null },
  permissions: PERMISSIONS,
}
const login = {
  user: USER,
  tenant: TENANT,
  roles: ['owner'],
  permissions: PERMISSIONS,
  browser: 'k'.repeat(43),
}

/** What a gateway asks of identity. */
const identity: Record<string, () => unknown> = {
  '/login': () => login,
  '/sessions': () => ({ ...SESSION, sessionId: randomUUID() }),
}

async function answerFeed(response: ServerResponse, path: string): Promise<void> {
  if (!path.includes('wait=0')) await sleep(FEED_WAIT_MS, null, { ref: false })
  send(response, Buffer.from(JSON.stringify({ revision: 0, isReset: false, hasMore: false, changes: [] })))
}

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, ['content-type', JSON_TYPE, 'content-length', String(body.length)])
  response.end(body)
}

const server = createServer((request, response) => {
  const path = request.url ?? ''
  const body = bodies.get(path)
  if (body) return send(response, body)
  if (path.startsWith('/access/feed')) return void answerFeed(response, path)
  const made = identity[path]?.()
  if (made) return send(response, Buffer.from(JSON.stringify(made)))
  response.writeHead(404, { 'content-type': JSON_TYPE }).end('{}')
})

await listen(server)
