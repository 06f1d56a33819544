import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PageState, startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createArtifacts } from './artifacts.ts'
import { Browser, errorOf } from './browser.ts'
import { type FakeServices, startFakeServices } from './fake-services.ts'
import { rawGet } from './raw-get.ts'

const startFile = new URL('../../start.ts', import.meta.url)
let services: FakeServices
let gateway: TestGateway
let artifacts: Awaited<ReturnType<typeof createArtifacts>>
let owner: Browser

beforeAll(async () => {
  services = await startFakeServices()
  artifacts = await createArtifacts()
  gateway = await startTestGateway(startFile, { ...services.env, PORTICO_ARTIFACTS: artifacts.folder })
  owner = new Browser(gateway.url)
  await owner.logIn()
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
  await artifacts.remove()
})

function stateOf(html: string): PageState {
  const text = /<script[^>]* id="portico-page">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  return JSON.parse(text) as PageState
}

function importMapOf(html: string) {
  return JSON.parse(/<script[^>]* type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? '')
}

describe('a page', () => {
  test('is the same shell at every address, never stored, with a policy that trusts only its nonce', async () => {
    const response = await owner.fetch('/sales/orders/123')
    const html = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(policy).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic'`)
    expect(policy).not.toContain('unsafe-eval')
    expect(html.match(/<script/g)).toHaveLength(
      html.match(new RegExp(`<script nonce="${nonce?.replaceAll('+', '\\+')}"`, 'g'))?.length ?? 0,
    )
    expect(html).toContain('src="/a/shell/1.0.0/assets/shell.js"')
  })

  test('has a nonce of its own each time', async () => {
    const [first, second] = await Promise.all(['/', '/'].map(path => owner.fetch(path)))
    expect(first?.headers.get('content-security-policy')).not.toBe(
      second?.headers.get('content-security-policy'),
    )
  })

  test('carries the session in a way no name can break out of', async () => {
    const html = await (await owner.fetch('/')).text()
    expect(stateOf(html).session?.user.displayName).toBe('<b>owner</b></script>')
  })

  test('shows no app without a user, and the same snapshot id', async () => {
    const [mine, anonymous] = await Promise.all(
      [owner, new Browser(gateway.url)].map(async browser =>
        stateOf(await (await browser.fetch('/')).text()),
      ),
    )
    expect([anonymous?.session, anonymous?.snapshot.apps]).toEqual([null, {}])
    expect(anonymous?.snapshot.id).toBe(mine?.snapshot.id)
  })

  test('leaves out apps without a permitted menu, and those that cannot be read', async () => {
    const clerk = new Browser(gateway.url)
    await clerk.logIn('clerk')
    const { snapshot } = stateOf(await (await clerk.fetch('/')).text())
    expect(Object.keys(snapshot.apps)).toEqual(['sales'])
    expect(Object.keys(stateOf(await (await owner.fetch('/')).text()).snapshot.apps)).toEqual([
      'sales',
      'inventory',
    ])
  })

  test('maps bare imports to the shared library where the version fits, else to the app’s own copy', async () => {
    const { scopes } = importMapOf(await (await owner.fetch('/')).text())
    expect(scopes['/a/sales/1.0.0/']).toEqual({ react: '/a/react/19.3.1/react.js' })
    expect(scopes['/a/inventory/1.0.0/']).toEqual({ react: '/a/inventory/1.0.0/own/react.js' })
  })

  test('fetches early what the asked app begins with', async () => {
    const html = await (await owner.fetch('/sales/orders')).text()
    const hints = Array.from(html.matchAll(/rel="modulepreload"[^>]*href="([^"]+)"/g), match => match[1])
    expect(hints).toEqual([
      '/a/sales/1.0.0/assets/entry.js',
      '/a/sales/1.0.0/assets/vendor.js',
      '/a/react/19.3.1/react.js',
      '/a/react/19.3.1/core.js',
    ])
  })
})

describe('/a/', () => {
  test('serves artifacts for ever, compressed, and 304 when they are known', async () => {
    const path = '/a/shell/1.0.0/assets/shell.js'
    const response = await owner.fetch(path, { headers: { 'accept-encoding': 'br, gzip' } })
    expect(await response.text()).toContain('export const shell')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('content-encoding')).toBe('br')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const known = { 'accept-encoding': 'br, gzip', 'if-none-match': response.headers.get('etag') ?? '' }
    expect((await owner.fetch(path, { headers: known })).status).toBe(304)
  })

  test('serves plain bytes to who takes nothing else', async () => {
    const response = await owner.fetch('/a/shell/1.0.0/assets/shell.js', {
      headers: { 'accept-encoding': 'identity' },
    })
    expect([response.status, response.headers.get('content-encoding')]).toEqual([200, null])
  })

  test.each([
    '/a/current.json',
    '/a/sales/1.0.0/../../current.json',
    '/a/sales/1.0.0/%2e%2e/%2e%2e/current.json',
    '/a/sales/1.0.0/..%2f..%2fcurrent.json',
    '/a/sales/1.0.0/assets/',
    '/a/sales/1.0.0/.hidden',
    '/a/sales/1.0.0/%00',
    '/a/sales/1.0.0/%',
    '/a/sales/9.9.9/portico.json',
  ])('refuses %s with a coded 404', async path => {
    const { status, body } = await rawGet(gateway.url, path)
    expect([status, JSON.parse(body).error.code]).toEqual([404, 'NOT_FOUND'])
  })
})

test('a path with dots that lead out of /a/ is an address of the shell, never a file', async () => {
  for (const path of ['/a/../sales', '/a/sales/1.0.0/assets/../../../../sales']) {
    expect((await rawGet(gateway.url, path)).body).toContain('<!doctype html>')
  }
})

test('a file that is none is a coded 404, unless a browser navigates there', async () => {
  const image = await owner.fetch('/favicon.ico', { headers: { accept: 'image/*,*/*' } })
  expect(await errorOf(image)).toEqual({ status: 404, code: 'NOT_FOUND' })
  const page = await owner.fetch('/sales/orders/v1.25', { headers: { accept: 'text/html' } })
  expect(page.status).toBe(200)
})

test('an unknown address below /api/ is a coded 404, and so is a write to a page', async () => {
  expect(await errorOf(await owner.fetch('/api/nothing'))).toEqual({ status: 404, code: 'NOT_FOUND' })
  expect(await errorOf(await owner.send('POST', '/sales/orders', {}))).toEqual({
    status: 404,
    code: 'NOT_FOUND',
  })
})

test.each(['/%E0%A4%A', '/sales/%', '/api/imports/%C3/rejected.csv', '/api/release/%E0%A4%A'])(
  'a path that encodes no text is a coded 400: %s',
  async path => {
    const { status, body } = await rawGet(gateway.url, path)
    expect([status, JSON.parse(body).error.code]).toEqual([400, 'MALFORMED_PATH'])
  },
)

test('what is no HTTP is answered in JSON', async () => {
  const { status, body } = await rawGet(gateway.url, '/', { 'x-huge': 'x'.repeat(40_000) })
  expect([status, JSON.parse(body).error.code]).toEqual([431, 'HEADERS_TOO_LARGE'])
})

test('nothing built yet: a page says what to run, and readiness what is missing; a set that comes is taken up', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portico-none-'))
  const fresh = await startTestGateway(startFile, {
    IDENTITY_URL: 'http://127.0.0.1:1',
    PORTICO_ARTIFACTS: folder,
    PORTICO_METRICS_TOKEN: 'token of the probes',
  })
  const browser = new Browser(fresh.url)
  const page = await browser.fetch('/')
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm start')])
  const stranger = await browser.fetch('/readyz')
  expect([stranger.status, await stranger.json()]).toEqual([503, { status: 'not-ready' }])
  const ready = await browser.fetch('/readyz', { headers: { authorization: 'Bearer token of the probes' } })
  expect([ready.status, await ready.json()]).toEqual([
    503,
    {
      status: 'not-ready',
      missing: [
        'PARTY_URL',
        'PRODUCT_URL',
        'PRICING_URL',
        'INVENTORY_URL',
        'SALES_URL',
        'rules',
        'artifacts',
        'identity',
      ],
    },
  ])
  const built = await createArtifacts()
  await rm(folder, { recursive: true })
  await rename(built.folder, folder)
  await expect.poll(async () => (await browser.fetch('/')).status, { timeout: 5_000 }).toBe(200)
  await writeFile(join(folder, 'current.json'), '{"shell":')
  expect((await browser.fetch('/')).status).toBe(200)
  await fresh.stop()
  await rm(folder, { recursive: true })
})
