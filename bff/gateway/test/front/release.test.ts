import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PageState, startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import type { InterventionEffect } from '@portico/release'
import { Keyring, SIGNATURE_HEADER, verifyCall } from '@portico/release/trust'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createArtifacts, ordersQueryId } from './artifacts.ts'
import { Browser, errorOf, type GraphBody, graphErrorOf } from './browser.ts'
import { FakeRelease } from './fake-release.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'
import { LiveStream } from './live-stream.ts'

const startFile = new URL('../../start.ts', import.meta.url)
const secret = 'shared by all processes of a platform'
/** No trace is kept but for what becomes of it. */
const telemetry = { OTEL_TRACES_SAMPLER_ARG: '0', OTEL_BSP_SCHEDULE_DELAY: '20' }
const readOrder = '{ order(id: "o1") { id } }'
const confirmOrder = 'mutation { confirmOrder(id: "o1", version: 1) { id } }'
const token = `ptk_${'a'.repeat(43)}`

let services: FakeServices
let graySales: FakeServices
let release: FakeRelease
let gateway: TestGateway
let artifacts: Awaited<ReturnType<typeof createArtifacts>>

beforeAll(async () => {
  services = await startFakeServices()
  graySales = await startFakeServices()
  for (const sales of [services, graySales]) {
    sales.answers.set('POST /orders/batch', json(200, { items: [] }))
    sales.answers.set('POST /orders/o1/confirm', problem(409, 'ACTION_NOT_ALLOWED', 'Not now.'))
  }
  artifacts = await createArtifacts()
  await addGraySales(artifacts.folder)
  release = new FakeRelease(services, {
    shell: '1.0.0',
    apps: { sales: '1.0.0', inventory: '1.0.0' },
    shared: { react: '19.3.1' },
    services: {},
  })
  const env = { ...services.env, PORTICO_ARTIFACTS: artifacts.folder, PORTICO_SECRET: secret, ...telemetry }
  gateway = await startTestGateway(startFile, env)
})
afterAll(async () => {
  await gateway.stop()
  await Promise.all([services.close(), graySales.close()])
  await artifacts.remove()
})
beforeEach(() => {
  services.calls.length = 0
  graySales.calls.length = 0
})

/** Sales 1.5.0 is 1.0.0 with another version and an operation of its own. */
async function addGraySales(folder: string): Promise<void> {
  const to = join(folder, 'sales/1.5.0')
  await cp(join(folder, 'sales/1.0.0'), to, { recursive: true })
  const manifest = JSON.parse(await readFile(join(to, 'portico.json'), 'utf8')) as object
  await writeFile(join(to, 'portico.json'), JSON.stringify({ ...manifest, version: '1.5.0', operations: [] }))
}

function startGray(tenants: string[], over: Parameters<FakeRelease['startGray']>[1] = {}) {
  const url = graySales.env.SALES_URL ?? ''
  const instance = { id: 'i1', service: 'sales', tag: 'gray', version: '1.5.0', url, isHealthy: true }
  release.feed = { ...release.feed, instances: [instance] }
  release.startGray(tenants, over)
}

async function open(browser: Browser, path = '/sales'): Promise<PageState> {
  const html = await (await browser.fetch(path)).text()
  return JSON.parse(/<script[^>]* id="portico-page">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as PageState
}

async function logIn(tenant: string, username = 'owner'): Promise<Browser> {
  const browser = new Browser(gateway.url)
  await browser.send('POST', '/api/session', { tenant, username, password: 'portico' })
  return browser
}

function ask(browser: Browser, query: string, headers: Record<string, string> = {}): Promise<Response> {
  return browser.send('POST', '/graphql', { query }, headers)
}

/** A change reaches the gateway within the second that is promised. */
async function expectSoon(check: () => Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: 1_000, interval: 20 })
}

describe('a gray release', () => {
  test('changes the page of its tenants within a second, and no other’s', async () => {
    const [mine, other] = [await logIn('a'), await logIn('b')]
    expect((await open(mine)).snapshot.apps.sales?.manifest.version).toBe('1.0.0')
    startGray(['t_a'])
    await expectSoon(async () => {
      const { snapshot } = await open(mine)
      expect(snapshot.apps.sales?.manifest.version).toBe('1.5.0')
    })
    const { snapshot } = await open(mine)
    expect(snapshot.apps.sales?.fallback?.manifest.version).toBe('1.0.0')
    expect(snapshot.releases.map(({ id }) => id)).toEqual(['r1'])
    expect(snapshot.services).toEqual({ sales: 'gray' })
    const others = (await open(other)).snapshot
    expect(others.apps.sales?.manifest.version).toBe('1.0.0')
    expect([others.apps.sales?.fallback, others.releases]).toEqual([undefined, []])
  })

  test('maps the imports of the version it would fall back to as well', async () => {
    startGray(['t_a'])
    const mine = await logIn('a')
    await expectSoon(async () => {
      const html = await (await mine.fetch('/sales')).text()
      const { scopes } = JSON.parse(/<script[^>]* type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? '')
      expect(Object.keys(scopes)).toEqual(expect.arrayContaining(['/a/sales/1.5.0/', '/a/sales/1.0.0/']))
    })
  })

  test('sends the calls of its tabs to the gray instance, in a context that is signed', async () => {
    startGray(['t_a'])
    const mine = await logIn('a')
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    const { token, id } = (await open(mine)).snapshot
    const response = await ask(mine, readOrder, {
      'x-portico-snapshot': token,
      baggage: 'portico.tenant=t_b',
    })
    expect(response.headers.get('x-portico-route')).toBe('sales=gray@1.5.0')
    const call = graySales.calls.at(-1)
    const baggage = String(call?.headers.baggage)
    expect(baggage.split(',')).toEqual([
      'portico.tenant=t_a',
      'portico.user=u_owner',
      `portico.snapshot=${id}`,
      'portico.routing=sales%3Agray',
    ])
    const { method = '', path = '', headers = {} } = call ?? {}
    const received = { audience: 'sales', method, path, headers }
    const found = verifyCall(Keyring.fromSecrets('sales', [secret]), received, headers[SIGNATURE_HEADER])
    expect(found).toMatchObject({ caller: 'gateway' })
  })

  test('a tab of another login is answered so, and what it sends is not carried out', async () => {
    const mine = await logIn('a')
    const { token } = (await open(mine)).snapshot
    for (const [tenant, username] of [
      ['b', 'owner'],
      ['a', 'clerk'],
    ]) {
      await mine.send('POST', '/api/session', { tenant, username, password: 'portico' })
      services.calls.length = 0
      const answer = await ask(mine, confirmOrder, { 'x-portico-snapshot': token })
      expect(answer.headers.get('x-portico-session')).toBe('changed')
      expect(await graphErrorOf(answer)).toEqual({ status: 409, code: 'SESSION_CHANGED' })
      const present = await mine.fetch('/api/release/snapshot', { headers: { 'x-portico-snapshot': token } })
      expect(await errorOf(present)).toEqual({ status: 409, code: 'SESSION_CHANGED' })
      // The gateway's own reports come when it is their time.
      expect(services.calls.filter(({ path }) => path.startsWith('/orders'))).toEqual([])
    }
    expect((await open(mine)).session?.tenant.id).toBe('t_a')
  })

  test('lets open tabs go on as they are when it begins and when it becomes every tenant’s', async () => {
    release.change({ releases: [], inForce: [] })
    const mine = await logIn('a')
    const { token } = (await open(mine)).snapshot
    startGray(['t_a'])
    await expectSoon(async () => {
      const response = await ask(mine, readOrder, { 'x-portico-snapshot': token })
      expect(response.headers.get('x-portico-newer')).toMatch(/^[\w-]{22}$/)
      expect(response.headers.get('x-portico-route')).toBe('sales=stable')
    })
  })

  test('that is aborted is served by stable at once, and the tab gets it with its answer', async () => {
    startGray(['t_a'])
    const mine = await logIn('a')
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    const { token } = (await open(mine)).snapshot
    release.change({ releases: [], revoked: [{ id: 'r1', isForced: false }] })
    await expectSoon(async () => {
      const response = await ask(mine, readOrder, { 'x-portico-snapshot': token })
      const to = (await open(mine)).snapshot.id
      expect(response.headers.get('x-portico-revoked')).toBe(`${to};force=0`)
      expect(response.headers.get('x-portico-route')).toBe('sales=stable')
      expect((await response.json()) as GraphBody).toMatchObject({
        data: { order: null },
        extensions: { snapshot: { code: 'SNAPSHOT_REVOKED', to, force: false } },
      })
    })
  })

  test('whose instance is unavailable is read from stable; a write of a breaking one is refused by name', async () => {
    const silent = {
      id: 'i1',
      service: 'sales',
      tag: 'gray',
      version: '1.5.0',
      url: 'http://127.0.0.1:9',
      isHealthy: true,
    }
    startGray(['t_a'], { breaking: true })
    release.change({ instances: [silent] })
    const mine = await logIn('a')
    await expectSoon(async () => {
      const { token } = (await open(mine)).snapshot
      const read = await ask(mine, readOrder, { 'x-portico-snapshot': token })
      expect(read.headers.get('x-portico-route')).toBe('sales=stable(no-gray-instance)')
    })
    const { token } = (await open(mine)).snapshot
    const write = await ask(mine, confirmOrder, { 'x-portico-snapshot': token })
    expect(await graphErrorOf(write)).toMatchObject({ code: 'GRAY_UNAVAILABLE' })
    expect(services.calls.filter(({ path }) => path === '/orders/o1/confirm')).toEqual([])
  })

  test('knows the operations of the very artifact that calls, old or new', async () => {
    startGray(['t_a'])
    const mine = await logIn('a')
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    const call = (app: string) =>
      mine.send('POST', '/graphql', { documentId: ordersQueryId }, { 'x-portico-app': app })
    expect(await (await call('sales@1.0.0')).json()).toEqual({ data: { ok: true } })
    expect(await graphErrorOf(await call('sales@1.5.0'))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' })
    expect(await graphErrorOf(await call('../x@1'))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' })
  })
})

describe('an open tab', () => {
  test('is sent within a second that a release was revoked, and other tenants are sent nothing of it', async () => {
    startGray(['t_a'])
    const [mine, other] = [await logIn('a'), await logIn('b')]
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    const { id } = (await open(mine)).snapshot
    const [stream, others] = [await LiveStream.open(mine), await LiveStream.open(other)]
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(stream.response.headers.get('content-encoding')).toBeNull()
    await expectSoon(async () => expect(stream.dataOf('snapshot')).toEqual([{ id, revoked: [] }]))
    release.change({ releases: [], revoked: [{ id: 'r1', isForced: true }] })
    await expectSoon(async () =>
      expect(stream.dataOf('snapshot').at(-1)).toEqual({
        id: expect.not.stringMatching(id),
        revoked: ['r1!'],
      }),
    )
    const states = others.dataOf('snapshot') as { id: string }[]
    expect(new Set(states.map(state => state.id)).size).toBe(1)
    // A browser that cannot have the stream asks for the same.
    const state = await mine.fetch('/api/live/state')
    expect(await state.json()).toEqual(stream.dataOf('snapshot').at(-1))
    stream.close()
    others.close()
  })

  test('is not for strangers, other sites, or a page of a user who was here before', async () => {
    const mine = await logIn('a')
    const stranger = new Browser(gateway.url)
    for (const path of ['/api/live', '/api/live/state']) {
      expect(await errorOf(await stranger.fetch(path))).toEqual({ status: 401, code: 'UNAUTHENTICATED' })
      const other = await mine.fetch(`${path}?user=u_other`)
      expect(await errorOf(other)).toEqual({ status: 409, code: 'SESSION_CHANGED' })
      const foreign = await mine.fetch(path, { headers: { 'sec-fetch-site': 'cross-site' } })
      expect(await errorOf(foreign)).toEqual({ status: 403, code: 'CROSS_SITE' })
      expect(await errorOf(await mine.send('POST', path))).toEqual({
        status: 405,
        code: 'METHOD_NOT_ALLOWED',
      })
    }
  })

  test('has four streams a session at the most, and one more when one was closed', async () => {
    const mine = await logIn('a')
    const streams = await Promise.all([1, 2, 3, 4].map(() => LiveStream.open(mine)))
    const refused = await mine.fetch('/api/live')
    expect(refused.headers.get('retry-after')).toBe('30')
    expect(await errorOf(refused)).toEqual({ status: 429, code: 'TOO_MANY_STREAMS' })
    for (const stream of streams) stream.close()
    await expectSoon(async () => {
      const again = await LiveStream.open(mine)
      expect(again.response.status).toBe(200)
      again.close()
    })
  })
})

describe('/api/release', () => {
  test('takes what shells report, and passes on counts and incidents by release', async () => {
    startGray(['t_a'])
    const mine = await logIn('a')
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    const { token } = (await open(mine)).snapshot
    const items = [
      { kind: 'load', app: 'sales', version: '1.5.0', ms: 30 },
      {
        kind: 'load-failure',
        app: 'sales',
        version: '1.5.0',
        code: 'ENTRY_HTTP',
        message: '500',
        fallback: '1.0.0',
      },
      { kind: 'load', app: 'inventory', version: '1.0.0', ms: 3 },
    ]
    const report = (body: unknown) =>
      mine.send('POST', '/api/release/reports', body, { 'x-portico-snapshot': token })
    expect((await report({ items })).status).toBe(204)
    await vi.waitFor(() => {
      const incident = services.calls.find(({ path }) => path === '/incidents')
      expect(JSON.parse(incident?.body ?? '{}')).toMatchObject({
        releaseId: 'r1',
        tenantId: 't_a',
        code: 'ENTRY_HTTP',
      })
      const sent = services.calls.filter(({ path }) => path === '/measurements').map(({ body }) => body)
      const all = sent.flatMap(body => (JSON.parse(body) as { items: Measured[] }).items)
      const sales = all.filter(
        ({ subject, release: id }) => subject.name === 'sales' && subject.kind === 'app' && id === 'r1',
      )
      // That it failed this gateway sees itself: the artifact lacks its vendor.js. That it loaded only the browser says.
      expect(sales).toHaveLength(2)
      expect(sales).toContainEqual(expect.not.objectContaining({ reporter: expect.anything() }))
      expect(sales).toContainEqual(
        expect.objectContaining({
          count: 1,
          failures: 0,
          reporter: { tenantId: 't_a', userKey: expect.stringMatching(/^[\w-]{22}$/) },
        }),
      )
      expect(all.some(({ subject, release: id }) => subject.name === 'inventory' && id === null)).toBe(true)
    }, 5_000)
    expect(await errorOf(await report({ items: [{ kind: 'load' }] }))).toEqual({
      status: 400,
      code: 'INVALID_REQUEST',
    })
  })

  test('is for operators and tokens, and only what is meant for them', async () => {
    services.answers.set('GET /releases', json(200, { items: [], nextCursor: null }))
    const owner = await logIn('a')
    const stranger = new Browser(gateway.url)
    expect(await errorOf(await stranger.fetch('/api/release/releases'))).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
    expect(await errorOf(await owner.fetch('/api/release/releases'))).toEqual({
      status: 403,
      code: 'FORBIDDEN',
    })
    const bad = await stranger.fetch('/api/release/releases', { headers: { authorization: 'Bearer x' } })
    expect(await errorOf(bad)).toEqual({ status: 401, code: 'UNAUTHENTICATED' })
    const good = await stranger.fetch('/api/release/releases?app=sales', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([good.status, await good.json()]).toEqual([200, { items: [], nextCursor: null }])
    expect(services.calls.at(-1)?.headers.authorization).toBe(`Bearer ${token}`)
    for (const path of ['/feed', '/local', '/routing/t_a', '/decisions', '/x']) {
      const closed = await stranger.fetch(`/api/release${path}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect([path, await errorOf(closed)]).toEqual([path, { status: 404, code: 'NOT_FOUND' }])
    }
  })

  test('an operator acts by name, and needs the CSRF header', async () => {
    services.answers.set('POST /stop', json(200, {}))
    const operator = await logIn('platform', 'operator')
    expect((await operator.send('POST', '/api/release/stop', { isStopped: true })).status).toBe(200)
    expect(decodeURIComponent(String(services.calls.at(-1)?.headers.baggage))).toContain(
      'portico.actor=user:operator',
    )
    const forged = await operator.send('POST', '/api/release/stop', {}, { 'x-portico-csrf': '' })
    expect(await errorOf(forged)).toEqual({ status: 403, code: 'CSRF_REQUIRED' })
  })

  test('explains a tenant by the rule that won and those that lost', async () => {
    startGray(['t_a'])
    const operator = await logIn('platform', 'operator')
    const ask = async (search: string) => (await operator.fetch(`/api/release/explain?${search}`)).json()
    await expectSoon(async () =>
      expect(await ask('tenant=t_a&app=sales')).toMatchObject({
        tenantId: 't_a',
        isStale: false,
        app: { name: 'sales', version: '1.5.0', releaseId: 'r1' },
        decisions: [{ releaseId: 'r1', isGray: true, reason: 'ALLOW' }],
      }),
    )
    expect(await ask('tenant=t_b&app=sales')).toMatchObject({
      app: { version: '1.0.0', releaseId: null },
      decisions: [{ isGray: false, reason: 'DEFAULT' }],
    })
    expect(await ask('tenant=t_b&app=constructor')).toMatchObject({ app: null })
    for (const search of [
      'app=sales',
      'tenant=t_a&app=__proto__',
      'tenant=t_a&app=../x',
      'tenant=t_a&app=',
    ]) {
      expect(await ask(search)).toMatchObject({ error: { code: 'INVALID_REQUEST' } })
    }
  })
})

describe('an intervention', () => {
  const endsAt = new Date(Date.now() + 3_600_000).toISOString()
  const force = (...effects: InterventionEffect[]) =>
    release.change({ interventions: effects.map((effect, at) => ({ id: `i${at}`, effect, endsAt })) })
  const published = (browser: Browser) =>
    browser.send(
      'POST',
      '/graphql',
      { documentId: `sha256:${ordersQueryId}` },
      { 'x-portico-app': 'sales@1.0.0' },
    )

  test('blocks an operation within a second, for its tenant alone, and while the release service is away', async () => {
    const [mine, other] = [await logIn('a'), await logIn('b')]
    expect((await published(mine)).status).toBe(200)
    force({ kind: 'block', operation: 'SalesOk', tenant: 't_a' })
    const expectBlocked = async () =>
      expect(await graphErrorOf(await published(mine))).toEqual({ status: 503, code: 'OPERATION_BLOCKED' })
    await expectSoon(expectBlocked)
    expect((await published(other)).status).toBe(200)
    release.goAway()
    await expectBlocked()
    release.isAway = false
    force()
    await expectSoon(async () => expect((await published(mine)).status).toBe(200))
  })

  test('has a field omitted, whose service is not asked, and limits the calls of a tenant', async () => {
    const mine = await logIn('a')
    force({ kind: 'degrade', field: 'Query.order' })
    await expectSoon(async () => {
      services.calls.length = 0
      expect(await (await ask(mine, readOrder)).json()).toEqual({
        data: { order: null },
        extensions: { degraded: [{ path: 'order', code: 'OMITTED_BY_OPERATOR' }] },
      })
    })
    expect(services.calls.map(({ path }) => path)).not.toContain('/orders/batch')
    force({ kind: 'limit', tenant: 't_a', perSecond: 1 })
    await expectSoon(async () => {
      const answers = await Promise.all(Array.from({ length: 3 }, () => published(mine)))
      const refused = answers.find(({ status }) => status === 429)
      expect([refused?.headers.get('retry-after'), (await logIn('b')).cookie]).toEqual([
        '1',
        expect.any(String),
      ])
    })
    force()
  })
})

describe('while the release service is away', () => {
  test('pages load by the last good rules, and only operators see that they are stale', async () => {
    startGray(['t_a'])
    const [mine, operator] = [await logIn('a'), await logIn('platform', 'operator')]
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    expect((await open(operator)).rulesState).toBe('LIVE')
    release.goAway()
    await expectSoon(async () => expect((await open(operator)).rulesState).toBe('STALE'))
    const page = await open(mine)
    expect([page.rulesState, page.snapshot.apps.sales?.manifest.version]).toEqual([null, '1.5.0'])
    release.isAway = false
  })
})

interface Measured {
  release: string | null
  subject: { kind: string; name: string }
}

test('developers read what the apps of the baseline have for each other; pages get events alone of it', async () => {
  const events = { 'sales.order.changed': { version: 1, payload: { type: 'string' } } }
  const slots = { 'order.panel': { version: 1, context: {} } }
  const path = join(artifacts.folder, 'sales/1.1.0')
  await cp(join(artifacts.folder, 'sales/1.0.0'), path, { recursive: true })
  const manifest = JSON.parse(await readFile(join(path, 'portico.json'), 'utf8')) as object
  const more = { version: '1.1.0', events, slots, consumes: {} }
  await writeFile(join(path, 'portico.json'), JSON.stringify({ ...manifest, ...more }))
  const { baseline } = release.feed
  release.change({ baseline: { ...baseline, apps: { sales: '1.1.0', inventory: '9.9.9' } } })
  const developer = new Browser(gateway.url)
  await developer.logIn('developer')
  await vi.waitFor(async () => {
    const answer = await developer.fetch('/api/declarations')
    expect(await answer.json()).toEqual({
      shell: '1.0.0',
      protocol: 1,
      shared: { react: '19.3.1' },
      apps: { sales: { version: '1.1.0', base: '/sales', events, slots } },
      missing: ['inventory'],
    })
    const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
    expect((await developer.fetch('/api/declarations', { headers })).status).toBe(304)
  })
  const owner = new Browser(gateway.url)
  await owner.logIn()
  expect(await errorOf(await owner.fetch('/api/declarations'))).toEqual({ status: 403, code: 'FORBIDDEN' })
  const page = await (await owner.fetch('/sales')).text()
  expect(page).toContain('"events":{"sales.order.changed"')
  expect(page).not.toContain('order.panel')
  release.change({ baseline })
})

describe('a trace', () => {
  const partsOf = (id: string) => release.parts.filter(({ traceId }) => traceId === id)
  const idOf = (answer: Response) => answer.headers.get('x-portico-request') ?? ''

  async function inGray() {
    startGray(['t_a'])
    const mine = await logIn('a')
    await expectSoon(async () => expect((await open(mine)).snapshot.releases).toHaveLength(1))
    const page = await open(mine)
    return { mine, page, headers: { 'x-portico-snapshot': page.snapshot.token } }
  }

  test('of a gray request is kept, with batch, revision and reason; of a stable one that went well it is not', async () => {
    const { mine, page, headers } = await inGray()
    expect(page.traces).toBe(true)
    const stable = await ask(await logIn('b'), readOrder)
    const gray = await ask(mine, readOrder, headers)
    await expect.poll(() => partsOf(idOf(gray))).toHaveLength(1)
    const [part] = partsOf(idOf(gray))
    expect(part).toMatchObject({ service: 'gateway', reason: 'gray', tenant: 't_a', isRoot: true })
    expect(part?.name).toBe('query anonymous')
    expect(part?.spans[0]?.attributes).toMatchObject({ 'portico.releases': ['r1'] })
    const batch = part?.spans.find(({ name }) => name.startsWith('load '))
    const call = part?.spans.find(({ parentId }) => parentId === batch?.id)
    expect(batch?.attributes).toMatchObject({ 'portico.batch.hits': 0, 'portico.batch.misses': 1 })
    expect(call?.attributes).toMatchObject({ 'portico.revision': 'gray@1.5.0', 'portico.route': 'as-routed' })
    expect(graySales.calls.at(-1)?.headers.traceparent).toBe(`00-${idOf(gray)}-${call?.id}-01`)
    expect([stable.headers.get('server-timing'), partsOf(idOf(stable))]).toEqual([null, []])
  })

  test('that failed is kept, and its answer says so though its calls could not', async () => {
    const browser = await logIn('b')
    services.answers.set('POST /orders/batch', json(500, {}))
    const answer = await ask(browser, readOrder)
    services.answers.set('POST /orders/batch', json(200, { items: [] }))
    expect(answer.headers.get('server-timing')).toMatch(/^traceparent;desc="00-[^"]+-01", ticket;desc=/)
    await expect.poll(() => partsOf(idOf(answer))).toMatchObject([{ reason: 'failed', hasFailed: true }])
  })

  test('takes what its own browser recorded, and nothing of another session’s, nor apps that were not served', async () => {
    const { mine, headers } = await inGray()
    const kept = await ask(mine, readOrder, headers)
    const [, below, ticket] =
      /-([0-9a-f]{16})-01", ticket;desc="([^"]+)"/.exec(kept.headers.get('server-timing') ?? '') ?? []
    const load = { version: '1.5.0', ageMs: 90, ms: 10 }
    const trace = {
      ...{ id: idOf(kept), below, ticket, cause: { kind: 'click', ageMs: 100, ms: 60 } },
      request: { ageMs: 80, ms: 40, firstByteMs: 30, bytes: 100 },
      loads: [
        { app: 'sales', ...load },
        { app: 'sneaky', ...load },
      ],
    }
    const vitals = [{ name: 'LCP', value: 900 }]
    const body = { shell: '1.0.0', traces: [trace], vitals }
    const report = (browser: Browser, given: object, own = headers) =>
      browser.send('POST', '/api/release/browser-traces', given, own)
    const other = await logIn('a')
    const otherToken = { 'x-portico-snapshot': (await open(other)).snapshot.token }
    expect((await report(other, body, otherToken)).status).toBe(204)
    expect((await report(mine, { ...body, traces: [{ ...trace, ticket: 'x' }] })).status).toBe(204)
    expect((await report(mine, body)).status).toBe(204)
    expect((await report(mine, { ...body, shell: '9.9.9' })).status).toBe(400)
    expect((await report(mine, { ...body, traces: [{ ...trace, id: 'x' }] })).status).toBe(400)
    const ofBrowser = () => partsOf(idOf(kept)).filter(({ service }) => service === 'browser')
    await expect.poll(ofBrowser).toHaveLength(1)
    const [part] = ofBrowser()
    expect(part?.spans.map(({ name }) => name)).toEqual(['click', 'load sales@1.5.0', 'POST /graphql'])
    expect(part?.spans[2]?.attributes).toMatchObject({ 'portico.below': below })
    expect(JSON.stringify(part)).not.toContain('sneaky')
  })
})
