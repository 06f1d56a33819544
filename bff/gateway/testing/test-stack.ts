import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestGateway } from '@portico/bff-framework/testing'
import { FakeAnswer, type FakeCall, FakeService } from './fake-service.ts'
import { type ShopData, type ShopServices, shopServices } from './fake-shop.ts'
import { CLERK_PERMISSIONS, OWNER_PERMISSIONS } from './test-graph.ts'

type VisitorRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> }

/** A user's browser: its cookie, and the header every unsafe call needs. */
export interface Visitor {
  fetch(path: string, init?: VisitorRequest): Promise<Response>
  /** JSON of the answer to `POST /graphql`. */
  ask(
    query: string,
    variables?: object,
    headers?: Record<string, string>,
  ): Promise<ReturnType<typeof JSON.parse>>
}

export interface Stack {
  url: string
  /** The password is `portico`. */
  logIn(slug: string, username: string): Promise<Visitor>
  visitor(cookie?: string): Visitor
  /** What the gateway has written so far. */
  output(): string
  /** Stops the gateway's process in the middle of what it does, and lets it go on. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

export interface FakeStack extends Stack {
  services: ShopServices & { identity: FakeService }
}

/** The whole gateway as a process of its own, over services at these URLs. */
export async function startStack(
  serviceUrls: Record<string, string>,
  env: Record<string, string> = {},
): Promise<Stack> {
  const home = await mkdtemp(join(tmpdir(), 'portico-gateway-'))
  const urls = Object.entries(serviceUrls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url])
  const startFile = new URL('../start.ts', import.meta.url)
  const gateway = await startTestGateway(startFile, {
    ...Object.fromEntries(urls),
    PORTICO_HOME: home,
    ...env,
  })
  const visitor = (cookie = '') => visitorAt(gateway.url, cookie)
  return {
    url: gateway.url,
    visitor,
    output: gateway.output,
    freeze: () => void gateway.process.kill('SIGSTOP'),
    thaw: () => void gateway.process.kill('SIGCONT'),
    logIn: async (tenant, username) => visitor(await sessionCookie(visitor(), tenant, username)),
    async close() {
      await gateway.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** The same over fake services. Any slug may log in, as the tenant `t_<slug>`. */
export async function startFakeStack(
  data: Record<string, ShopData>,
  env: Record<string, string> = {},
): Promise<FakeStack> {
  const services = { ...shopServices(data), identity: fakeIdentity() }
  const all = Object.values(services)
  await Promise.all(all.map(service => service.start()))
  const urls = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]))
  const stack = await startStack(urls, env)
  return {
    ...stack,
    services,
    async close() {
      await stack.close()
      await Promise.all(all.map(service => service.stop()))
    },
  }
}

function fakeIdentity(): FakeService {
  return new FakeService({
    'POST /login': logInAnswer,
    'POST /sessions': ({ userId }) => new FakeAnswer(201, sessionOf(userId ?? '')),
    'GET /access/feed': async ({ query }) => {
      await sleep(Number(query.get('wait') ?? 0) * 1000, null, { ref: false })
      return { revision: 0, isReset: false, hasMore: false, changes: [] }
    },
  })
}

function sessionOf(userId: string) {
  const username = userId.split('_').at(-1) ?? ''
  return {
    sessionId: randomUUID(),
    accessVersion: 1,
    sessionsVersion: 1,
    user: { id: userId, username, displayName: username, language: null },
    permissions: username === 'owner' ? OWNER_PERMISSIONS : CLERK_PERMISSIONS,
  }
}

function logInAnswer({ body }: FakeCall) {
  const { tenant: slug, username } = body as { tenant: string; username: string }
  return {
    user: { id: `u_${slug}_${username}`, username, displayName: username, language: null },
    browser: 'b'.repeat(43),
    tenant: { id: `t_${slug}`, slug, name: slug, currency: 'GBP', timeZone: 'Europe/London' },
    roles: [username],
    permissions: username === 'owner' ? OWNER_PERMISSIONS : CLERK_PERMISSIONS,
  }
}

async function sessionCookie(visitor: Visitor, tenant: string, username: string): Promise<string> {
  const response = await visitor.fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant, username, password: 'portico' }),
  })
  if (!response.ok) throw new Error(`Login answered ${response.status}: ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

function visitorAt(url: string, cookie: string): Visitor {
  const visitor: Visitor = {
    fetch: (path, { headers, ...init } = {}) =>
      fetch(new URL(path, url), {
        ...init,
        headers: { 'x-portico-csrf': '1', cookie, ...headers },
      }),
    async ask(query, variables = {}, headers = {}) {
      const response = await visitor.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      })
      return response.json()
    },
  }
  return visitor
}
