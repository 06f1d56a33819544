import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import type { CacheFigures } from '@portico/release'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createArtifacts, ordersQueryId, productsQuery, productsQueryId } from './artifacts.ts'
import { Browser } from './browser.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'

const MANY = 300
let services: FakeServices
let gateway: TestGateway
let artifacts: Awaited<ReturnType<typeof createArtifacts>>
let owner: Browser
let clerk: Browser
/** In the names of all products. */
let word = 'first'
let isDown = false

beforeAll(async () => {
  services = await startFakeServices()
  artifacts = await createArtifacts()
  services.answers.set('GET /products', (call, response) => {
    if (isDown) return problem(503, 'UNAVAILABLE', 'Down.')(call, response)
    const rest = { barcode: null, category: null, unit: 'pcs', kind: 'GOODS', isActive: true, version: 1 }
    const items = Array.from({ length: MANY }, (_, at) => {
      return { ...rest, id: `p${at}`, code: `c${at}`, name: `产品 ${word} ${at}`, cursor: `p${at}` }
    })
    const pageInfo = { endCursor: null, hasNextPage: false }
    return json(200, { items, pageInfo, totalCount: items.length })(call, response)
  })
  services.answers.set('POST /orders/o1/ship', problem(409, 'VERSION_CONFLICT', 'Changed.'))
  services.answers.set('POST /cache-drops', (_call, response) => response.writeHead(204).end())
  const env = {
    ...services.env,
    RELEASE_URL: services.env.SALES_URL ?? '',
    PORTICO_ARTIFACTS: artifacts.folder,
    // A fast machine comes through these tests before much of a user's budget has come back.
    PORTICO_USER_POINTS_PER_SECOND: '1000000',
  }
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), env)
  owner = new Browser(gateway.url)
  clerk = new Browser(gateway.url)
  await owner.logIn()
  await clerk.logIn('clerk')
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
  await artifacts.remove()
})
beforeEach(async () => {
  isDown = false
  await write()
  services.calls.length = 0
})

const listed = () => services.calls.filter(({ path }) => path.startsWith('/products')).length
/** Of another service, which writes to that of the products in turn; it is refused, and may have been done all the same. */
const write = () => owner.ask('mutation {shipOrder(id: "o1", version: 1) {id}}')

async function firstName(browser: Browser, search?: string): Promise<string> {
  const { data } = await browser.ask(productsQuery, { search })
  const { products } = data as { products: { nodes: { name: string }[] } }
  return products.nodes[0]?.name ?? ''
}

/** As it comes, undecoded. */
function get(headers: Record<string, string> = {}, id = productsQueryId) {
  const { hostname, port } = new URL(gateway.url)
  const path = `/graphql?documentId=sha256:${id}&variables=%7B%7D`
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      const all = { cookie: owner.cookie, ...headers }
      const call = request({ hostname, port, path, headers: all }, async response => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) })
      })
      call.on('error', reject).end()
    },
  )
}

describe('an answer with hints', () => {
  test('is asked of the service once, for each role and each set of variables', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await firstName(owner)).toBe('产品 first 0')
      expect(await firstName(clerk)).toBe('产品 first 0')
      expect(await firstName(clerk, 'x')).toBe('产品 first 0')
    }
    expect(listed()).toBe(3)
  })

  test('is asked again after a write that may have reached its service', async () => {
    await firstName(owner)
    word = 'second'
    expect(await firstName(owner)).toBe('产品 first 0')
    await write()
    expect(services.calls.at(-1)?.headers.baggage).toContain('portico.priority=write')
    expect(await firstName(owner)).toBe('产品 second 0')
    word = 'first'
  })

  test('is not kept where it failed', async () => {
    isDown = true
    expect((await owner.ask(productsQuery)).errors).toHaveLength(1)
    isDown = false
    expect(await firstName(owner)).toBe('产品 first 0')
  })
})

describe('an operator', () => {
  let operator: Browser
  beforeAll(async () => {
    operator = new Browser(gateway.url)
    await operator.logIn('operator')
  })
  const drop = (body: object, browser = operator) => browser.send('POST', '/api/release/cache/drops', body)

  test('is shown how often what was found, and by which tenant; others are not', async () => {
    await firstName(owner)
    await firstName(owner)
    const figures = (await (await operator.fetch('/api/release/cache')).json()) as CacheFigures
    const products = figures.operations.find(({ name }) => name === 'Products')
    expect(products?.memory).toBeGreaterThan(0)
    expect(products?.storedSize).toBeGreaterThan(1_000)
    expect(figures.keys[0]).toMatchObject({ tenantId: 't_demo', operation: 'Products' })
    expect((await owner.fetch('/api/release/cache')).status).toBe(403)
  })

  test.each([
    ['all of it', {}, 2],
    ['an operation', { operation: 'Products' }, 2],
    ['another operation', { operation: 'Orders' }, 1],
    ['an entity of its service', { entity: 'product.Product' }, 2],
    ['an entity of another one', { entity: 'party.Customer' }, 1],
    ['another tenant', { tenant: 't_other' }, 1],
  ])('has %s of a tenant dropped, once it is written down', async (_what, more, count) => {
    await firstName(owner)
    const body = { tenant: 't_demo', reason: 'a look', ...more }
    expect((await drop(body)).status).toBe(204)
    await firstName(owner)
    expect(listed()).toBe(count)
    const noted = services.calls.find(({ path }) => path === '/cache-drops')
    expect(JSON.parse(noted?.body ?? '')).toEqual(body)
  })

  test('is refused without a reason, for both at once, and for an entity that there is not', async () => {
    const named = { tenant: 't_demo', reason: 'a look' }
    const bad = [
      { tenant: 't_demo' },
      { ...named, operation: 'Products', entity: 'product.Product' },
      { ...named, entity: 'nothing' },
    ]
    const all = await Promise.all(bad.map(body => drop(body)))
    expect(all.map(({ status }) => status)).toEqual([400, 400, 400])
    expect((await drop({ tenant: 't_demo', reason: 'r' }, owner)).status).toBe(403)
    expect(services.calls.filter(({ path }) => path === '/cache-drops')).toEqual([])
  })
})

describe('a published query by GET', () => {
  test('has an ETag, and is 304 for who knows it, until something was written', async () => {
    const first = await get()
    const { etag } = first.headers
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache' })
    expect(first.headers.vary).toContain('cookie')
    const known = await get({ 'if-none-match': String(etag) })
    expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, etag])
    expect(listed()).toBe(1)
    word = 'second'
    await write()
    const changed = await get({ 'if-none-match': String(etag) })
    expect([changed.status, changed.headers.etag === etag]).toEqual([200, false])
    word = 'first'
  })

  test('has one without being kept, and none where it is no published one', async () => {
    const { etag } = (await get({}, ordersQueryId)).headers
    expect((await get({ 'if-none-match': String(etag) }, ordersQueryId)).status).toBe(304)
    const free = await owner.fetch(`/graphql?query=${encodeURIComponent('{ok}')}`)
    expect([free.headers.get('etag'), free.headers.get('cache-control')]).toEqual([null, 'no-store'])
  })

  test('is no answer for who has no session, known or not', async () => {
    const { etag } = (await get()).headers
    expect((await get({ cookie: '', 'if-none-match': String(etag) })).status).toBe(401)
  })
})

describe('an answer over 1 KB', () => {
  test.each([
    ['zstd', 'gzip, deflate, br, zstd', zstdDecompressSync],
    ['br', 'gzip, br', brotliDecompressSync],
    ['gzip', 'gzip;q=0.5', gunzipSync],
  ])('is compressed by %s where it is asked for, kept or not', async (encoding, accepted, decompress) => {
    const plain = await get()
    await write()
    for (let round = 0; round < 2; round += 1) {
      const { headers, body } = await get({ 'accept-encoding': accepted })
      expect(headers['content-encoding']).toBe(encoding)
      expect(body.length).toBeLessThan(plain.body.length / 5)
      expect(Number(headers['content-length'])).toBe(body.length)
      expect(decompress(body)).toEqual(plain.body)
    }
  })

  test.each(['identity', 'br;q=0', 'deflate', '*'])('is plain for %s', async accepted => {
    const { headers, body } = await get({ 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBeUndefined()
    expect(JSON.parse(body.toString()).data.products.nodes).toHaveLength(MANY)
  })

  test('is compressed by POST too, and a small one is not', async () => {
    const headers = { 'accept-encoding': 'br' }
    const large = await owner.send('POST', '/graphql', { query: productsQuery }, headers)
    expect([large.headers.get('content-encoding'), large.headers.get('vary')]).toEqual([
      'br',
      'accept-encoding',
    ])
    const small = await owner.send('POST', '/graphql', { query: '{ok}' }, headers)
    expect(small.headers.get('content-encoding')).toBeNull()
  })
})
