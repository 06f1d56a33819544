import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createArtifacts } from './artifacts.ts'
import { Browser, errorOf } from './browser.ts'
import { FakeRelease } from './fake-release.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'
import { rawGet } from './raw-get.ts'

/** As the release service answers it, but for what it may do. */
const TOKEN = {
  id: 'k1',
  name: 'ci',
  createdAt: '2026-01-01T00:00:00Z',
  createdBy: 'user:anna',
  expiresAt: '2027-01-01T00:00:00Z',
  lastUsedAt: null,
  revokedAt: null,
}

const startFile = new URL('../../start.ts', import.meta.url)
const assetOrigin = 'https://assets.example.com'
const atAssets = { host: 'assets.example.com' }
const entry = '/a/sales/1.0.0/assets/entry.js'

let services: FakeServices
let artifacts: Awaited<ReturnType<typeof createArtifacts>>
/** Artifacts at its own origin. */
let gateway: TestGateway
/** Artifacts at `assetOrigin`. */
let apart: TestGateway

beforeAll(async () => {
  services = await startFakeServices()
  artifacts = await createArtifacts()
  await addFiles(artifacts.folder)
  new FakeRelease(services, {
    shell: '1.0.0',
    apps: { sales: '1.0.0', inventory: '1.0.0' },
    shared: { react: '19.3.1' },
    services: {},
  })
  const env = {
    ...services.env,
    PORTICO_ARTIFACTS: artifacts.folder,
    PORTICO_SECRET: 'shared by all, and of 32 characters at least',
  }
  ;[gateway, apart] = await Promise.all([
    startTestGateway(startFile, env),
    startTestGateway(startFile, { ...env, PORTICO_ASSET_ORIGIN: assetOrigin }),
  ])
})
afterAll(async () => {
  await Promise.all([gateway.stop(), apart.stop()])
  await services.close()
  await artifacts.remove()
})
beforeEach(() => {
  services.calls.length = 0
})

/** Sales 1.5.0 was released to no tenant, 0.9.0 to one once; the release service knows. */
async function addFiles(folder: string): Promise<void> {
  const add = (path: string, text: string) => writeFile(join(folder, 'sales/1.0.0', path), text)
  await add('assets/entry.js.map', '{"version":3}')
  await add('portrait.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  await add('page.html', '<script>alert(1)</script>')
  await add('PAGE.HTM', '<script>alert(1)</script>')
  await add('page.xml', '<?xml-stylesheet href="x.xsl"?><x/>')
  await add('page', '<script>alert(1)</script>')
  for (const version of ['1.5.0', '0.9.0']) {
    await cp(join(folder, 'sales/1.0.0'), join(folder, 'sales', version), { recursive: true })
  }
  services.answers.set('GET /artifacts/sales/1.5.0/audience', json(200, { isReleased: false }))
  services.answers.set('GET /artifacts/sales/0.9.0/audience', json(200, { isReleased: true }))
}

async function logIn(username: string): Promise<Browser> {
  const browser = new Browser(gateway.url)
  await browser.logIn(username)
  return browser
}

describe('an artifact is never a document', () => {
  test.each([
    ['a script', 200, entry, {}],
    ['a script, compressed', 200, '/a/shell/1.0.0/assets/shell.js', { 'accept-encoding': 'br' }],
    ['a part of a script', 200, entry, { range: 'bytes=0-3' }],
    ['an image that could be a document', 200, '/a/sales/1.0.0/portrait.svg', {}],
    ['what is not there', 404, '/a/sales/1.0.0/none.js', {}],
    ['no path of an artifact', 404, '/a/', {}],
    ['HTML', 404, '/a/sales/1.0.0/page.html', {}],
    ['HTML by another case', 404, '/a/sales/1.0.0/PAGE.HTM', {}],
    ['HTML, escaped', 404, '/a/sales/1.0.0/page%2ehtml', {}],
    ['XML', 404, '/a/sales/1.0.0/page.xml', {}],
    ['a file without an ending', 404, '/a/sales/1.0.0/page', {}],
    ["the shell's template", 404, '/a/shell/1.0.0/index.html', {}],
    ['a source map, for strangers', 404, `${entry}.map`, {}],
    ['a service worker', 403, entry, { 'service-worker': 'script' }],
    ['a service worker by its destination', 403, entry, { 'sec-fetch-dest': 'serviceworker' }],
    ['a name of the prototype', 404, '/a/__proto__/1.0.0/constructor.js', {}],
    ['a name all objects have', 404, '/a/constructor/1.0.0/a.js', {}],
  ] as const)('%s: %i', async (_what, status, path, headers) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await rawGet(gateway.url, path, { ...headers }, method)
      expect(answer.status).toBe(status)
      expect(answer.headers['content-security-policy']).toContain('sandbox')
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(answer.headers).not.toHaveProperty('service-worker-allowed')
      expect(answer.headers['content-disposition']).toBe(status === 200 ? 'attachment' : undefined)
      if (status !== 200) expect(answer.headers['cache-control']).toBe('no-store')
    }
  })

  test('nor is what is known already, nor an answer to a write', async () => {
    const { headers } = await rawGet(gateway.url, entry)
    const known = await rawGet(gateway.url, entry, { 'if-none-match': String(headers.etag) })
    const written = await rawGet(gateway.url, entry, {}, 'POST')
    expect([known.status, written.status]).toEqual([304, 405])
    for (const answer of [known, written]) {
      expect(answer.headers['content-security-policy']).toContain('sandbox')
    }
  })
})

describe('what no tenant was given yet', () => {
  const unreleased = '/a/sales/1.5.0/assets/entry.js'

  test('is not there for strangers and merchants, and not to be kept for operators', async () => {
    for (const browser of [new Browser(gateway.url), await logIn('owner'), await logIn('clerk')]) {
      const answer = await browser.fetch(unreleased)
      expect([answer.headers.get('cache-control'), await errorOf(answer)]).toEqual([
        'no-store',
        { status: 404, code: 'NOT_FOUND' },
      ])
    }
    const shown = await (await logIn('operator')).fetch(unreleased)
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  })

  test.each([
    ['owner', 404],
    ['clerk', 404],
    ['auditor', 404],
    ['stockteam', 404],
    ['salesteam', 200],
    ['operator', 200],
  ])(
    'so are source maps, of what is released too, except for who answers for the app: %s %i',
    async (name, status) => {
      const browser = await logIn(name)
      const answer = await browser.fetch(`${entry}.map`)
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([
        status,
        status === 200 ? 'private, no-store' : 'no-store',
      ])
      // Who follows releases sees what is not released, of any app.
      const mayRead = !['owner', 'clerk'].includes(name)
      expect((await browser.fetch(unreleased)).status).toBe(mayRead ? 200 : 404)
    },
  )

  test.each([
    ['that may only publish', ['publish', 'release'], ['*'], 404],
    ['that reads another app', ['read'], ['inventory'], 404],
    ['that reads the app', ['read'], ['sales'], 200],
    ['that reads all', ['read'], ['*'], 200],
  ])(
    'source maps are for the tokens of the app that may read: one %s',
    async (_which, actions, apps, status) => {
      services.answers.set('GET /tokens/self', json(200, { ...TOKEN, actions, apps }))
      const headers = { authorization: `Bearer ptk_${'a'.repeat(43)}` }
      expect((await rawGet(gateway.url, `${entry}.map`, headers)).status).toBe(status)
    },
  )

  test('of a cookie or token that is none, the answer is that of a stranger', async () => {
    services.answers.set('GET /tokens/self', problem(401, 'TOKEN_INVALID', 'No token has this secret.'))
    const headers: Record<string, string>[] = [
      { cookie: 'portico_session=made-up' },
      { authorization: `Bearer ptk_${'a'.repeat(43)}` },
    ]
    for (const of of headers) expect((await rawGet(gateway.url, unreleased, of)).status).toBe(404)
  })

  test('an old tab loads what it was given once, and the release service is asked once', async () => {
    const old = '/a/sales/0.9.0/assets/entry.js'
    const answers = await Promise.all([1, 2, 3].map(() => rawGet(gateway.url, old)))
    const later = await rawGet(gateway.url, '/a/sales/0.9.0/portrait.svg')
    expect([...answers, later].map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(later.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(services.calls.filter(({ path }) => path.endsWith('/audience'))).toHaveLength(1)
  })

  test('while only the release service knows and is away, nothing is said that a cache would keep', async () => {
    await cp(join(artifacts.folder, 'sales/1.0.0'), join(artifacts.folder, 'sales/0.8.0'), {
      recursive: true,
    })
    services.answers.set('GET /artifacts/sales/0.8.0/audience', (_call, response) => response.destroy())
    const answer = await rawGet(gateway.url, '/a/sales/0.8.0/assets/entry.js')
    expect([answer.status, answer.headers['cache-control']]).toEqual([503, 'no-store'])
  })
})

describe('an origin for artifacts alone', () => {
  test('serves them to pages of other origins, and nothing else', async () => {
    const { status, headers } = await rawGet(apart.url, entry, { ...atAssets })
    expect([status, headers['access-control-allow-origin'], headers['cross-origin-resource-policy']]).toEqual(
      [200, '*', 'cross-origin'],
    )
    expect(headers['content-security-policy']).toContain('sandbox')
    for (const path of ['/', '/sales', '/api/session', '/graphql', '/healthz', '/favicon.ico']) {
      const answer = await rawGet(apart.url, path, { ...atAssets })
      expect([path, answer.status]).toEqual([path, 404])
    }
  })

  test('leaves none of them at the origin of the product', async () => {
    const answer = await rawGet(apart.url, entry)
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([404, undefined])
    expect(answer.headers['content-security-policy']).toContain('sandbox')
  })

  test('keeps from it what is not released', async () => {
    const { status, headers } = await rawGet(apart.url, '/a/sales/1.5.0/assets/entry.js', { ...atAssets })
    expect([status, headers['access-control-allow-origin']]).toEqual([404, undefined])
  })

  test('is the one a page names: template, import map, preloads, apps and policy', async () => {
    const browser = new Browser(apart.url)
    await browser.logIn()
    const page = await browser.fetch('/sales')
    const html = await page.text()
    const addresses = [...html.matchAll(/(?:[a-z]+:\/\/[a-z.]+)?\/a\/[a-z]+\//g)].map(([address]) => address)
    expect(addresses.length).toBeGreaterThan(8)
    expect(addresses.filter(address => !address.startsWith(`${assetOrigin}/a/`))).toEqual([])
    const policy = String(page.headers.get('content-security-policy')).split('; ')
    for (const kind of ['default-src', 'style-src', 'img-src', 'font-src', 'connect-src']) {
      expect(policy.find(rule => rule.startsWith(kind))).toContain(assetOrigin)
    }
  })
})
