import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PageState, startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import type { Explanation, Overlay } from '@portico/release'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createArtifacts } from './artifacts.ts'
import { Browser } from './browser.ts'
import { FakeRelease } from './fake-release.ts'
import { type FakeServices, json, startFakeServices } from './fake-services.ts'

let services: FakeServices
let release: FakeRelease
let gateway: TestGateway
let artifacts: Awaited<ReturnType<typeof createArtifacts>>
let operator: Browser
let mine: Browser

beforeAll(async () => {
  services = await startFakeServices()
  services.answers.set('POST /orders/batch', json(200, { items: [] }))
  artifacts = await createArtifacts()
  release = new FakeRelease(services, {
    shell: '1.0.0',
    apps: { sales: '1.0.0', inventory: '1.0.0' },
    shared: { react: '19.3.1' },
    services: {},
  })
  await addArtifacts(artifacts.folder)
  const env = {
    ...services.env,
    PORTICO_ARTIFACTS: artifacts.folder,
    PORTICO_SECRET: 'shared by all, and of 32 characters at least',
  }
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), env)
  mine = await logIn('a')
  operator = await logIn('platform', 'operator')
  // From here on every artifact of the baseline is known as what it is.
  await open(mine)
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
  await artifacts.remove()
})

/** Builds that can be served, and builds that cannot. */
async function addArtifacts(folder: string): Promise<void> {
  await copy(folder, 'sales/1.0.0', 'sales/1.5.0', { version: '1.5.0' })
  await copy(folder, 'sales/1.0.0', 'sales/1.6.0', { version: '1.4.9' })
  await copy(folder, 'react/19.3.1', 'react/19.4.0', { version: '19.4.0' })
  await copy(folder, 'react/19.3.1', 'react/18.0.0', { version: '18.0.0' })
  await put(folder, 'sales/2.0.0/portico.json', '{"schema":')
  await put(folder, 'react/20.0.0/portico.json', 'not JSON')
  await mkdir(join(folder, 'sales/3.0.0/portico.json'), { recursive: true })
  await put(folder, 'shell/2.0.0/index.html', '<!doctype html><html>no mark</html>')
  await put(folder, 'shell/2.1.0/index.html', '<!doctype html><html><!--portico:head--></html>')
  await put(folder, 'shell/2.1.0/portico.json', '{"requires":{"shared":[]}}')
}

async function copy(folder: string, from: string, to: string, over: object): Promise<void> {
  await cp(join(folder, from), join(folder, to), { recursive: true })
  const manifest = JSON.parse(await readFile(join(folder, from, 'portico.json'), 'utf8')) as object
  await put(folder, `${to}/portico.json`, JSON.stringify({ ...manifest, ...over }))
}

async function put(folder: string, path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
}

async function logIn(tenant: string, username = 'owner'): Promise<Browser> {
  const browser = new Browser(gateway.url)
  await browser.send('POST', '/api/session', { tenant, username, password: 'portico' })
  return browser
}

async function read(browser: Browser): Promise<{ state: PageState; scopes: Record<string, Texts> }> {
  const response = await browser.fetch('/sales')
  const html = await response.text()
  expect([response.status, html.slice(0, 200)]).toEqual([200, expect.stringContaining('<!doctype html>')])
  const script = (of: RegExp) => JSON.parse(of.exec(html)?.[1] ?? '')
  const { scopes } = script(/<script[^>]* type="importmap">(.*?)<\/script>/s)
  return { state: script(/<script[^>]* id="portico-page">(.*?)<\/script>/s), scopes }
}

async function open(browser: Browser): Promise<PageState> {
  return (await read(browser)).state
}

type Texts = Record<string, string>
let started = 0

/** JSON keeps a key `__proto__`, which an object of the program would not. */
async function start(overlay: string | Overlay, tenants = ['t_a', 't_platform']): Promise<string> {
  started += 1
  const id = `r${started}`
  const read: Overlay = typeof overlay === 'string' ? JSON.parse(overlay) : overlay
  release.startGray(tenants, { id, overlay: read }, id)
  await vi.waitFor(async () =>
    expect((await explain()).decisions).toMatchObject([{ releaseId: id, isGray: true }]),
  )
  return id
}

async function explain(tenant = 't_a', app = 'sales'): Promise<Explanation> {
  const response = await operator.fetch(`/api/release/explain?tenant=${tenant}&app=${app}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Explanation
}

/** Failures of the release that were sent to the release service, by name. */
function failuresOf(releaseId: string): string[] {
  const sent = services.calls.filter(({ path }) => path === '/measurements')
  const all = sent.flatMap(({ body }) => (JSON.parse(body) as { items: Measured[] }).items)
  const failed = all.filter(item => item.release === releaseId && item.failures > 0)
  return failed.map(({ subject }) => `${subject.kind} ${subject.name}`)
}

interface Measured {
  release: string | null
  failures: number
  subject: { kind: string; name: string }
}

const overlays: { what: string; overlay: string | Overlay; counted: string[] }[] = [
  {
    what: 'a shared library among the apps',
    overlay: { apps: { react: '19.3.1' }, services: {} },
    counted: ['app react'],
  },
  {
    what: 'an app among the shared libraries',
    overlay: { apps: {}, services: {}, shared: { sales: '1.0.0' } },
    counted: ['app sales'],
  },
  {
    what: 'the shell among the shared libraries',
    overlay: { apps: {}, services: {}, shared: { shell: '1.0.0' } },
    counted: ['app shell'],
  },
  { what: 'an unknown app', overlay: { apps: { ghost: '1.0.0' }, services: {} }, counted: ['app ghost'] },
  {
    what: 'a version that is not there',
    overlay: { apps: { sales: '9.9.9' }, services: {} },
    counted: ['app sales'],
  },
  {
    what: 'a manifest that is no JSON',
    overlay: { apps: { sales: '2.0.0' }, services: {} },
    counted: ['app sales'],
  },
  {
    what: 'a manifest that is a folder',
    overlay: { apps: { sales: '3.0.0' }, services: {} },
    counted: ['app sales'],
  },
  {
    what: 'a manifest of another version',
    overlay: { apps: { sales: '1.6.0' }, services: {} },
    counted: ['app sales'],
  },
  {
    what: 'a shell that is not there',
    overlay: { apps: { shell: '9.0.0' }, services: {} },
    counted: ['app shell'],
  },
  {
    what: 'a shell without its mark',
    overlay: { apps: { shell: '2.0.0' }, services: {} },
    counted: ['app shell'],
  },
  {
    what: 'a shell with a broken manifest',
    overlay: { apps: { shell: '2.1.0' }, services: {} },
    counted: ['app shell'],
  },
  {
    what: 'a shared library that cannot be read',
    overlay: { apps: {}, services: {}, shared: { react: '20.0.0' } },
    counted: ['app react'],
  },
  {
    what: 'names of the prototype',
    overlay:
      '{"apps":{"__proto__":"1.0.0","constructor":"1.0.0"},"services":{"__proto__":"gray","constructor":"gray"},"shared":{"__proto__":"1.0.0","constructor":"1.0.0"}}',
    counted: ['app shell', 'app constructor'],
  },
  {
    what: 'empty texts',
    overlay: {
      apps: { '': '1.0.0', sales: '' },
      services: { '': 'gray', sales: '' },
      shared: { '': '', react: '' },
    },
    counted: ['app sales', 'app react', 'app shell'],
  },
  {
    what: 'paths for versions',
    overlay: { apps: { sales: '../sales/1.0.0', inventory: '1.0.0/..' }, services: {} },
    counted: ['app sales', 'app inventory'],
  },
  {
    what: 'a tag without an instance',
    overlay: { apps: {}, services: { sales: 'gray' } },
    counted: ['service sales'],
  },
  {
    what: 'everything wrong at once',
    overlay: {
      apps: { react: '19.3.1', shell: '9.0.0', sales: '9.9.9' },
      services: { sales: 'x' },
      shared: { antd: '1' },
    },
    counted: ['app react', 'app shell', 'app antd'],
  },
]

describe('an overlay that cannot be resolved', () => {
  test.each(overlays)(
    '$what: its tenants stay on stable, and it counts against the release',
    async ({ overlay, counted }) => {
      const stable = await open(await logIn('b'))
      const id = await start(overlay)
      const { snapshot } = await open(mine)
      expect(snapshot.shell).toBe('1.0.0')
      expect(versionsOf(snapshot)).toEqual(versionsOf(stable.snapshot))
      expect([snapshot.services, snapshot.releases]).toEqual([{}, []])
      const answer = await mine.send(
        'POST',
        '/graphql',
        { query: '{ order(id: "o1") { id } }' },
        { 'x-portico-snapshot': snapshot.token },
      )
      expect([answer.status, answer.headers.get('x-portico-newer')]).toEqual([200, null])
      expect(await open(operator)).toMatchObject({ rulesState: 'LIVE' })
      const { leftOut, content } = await explain()
      expect(leftOut.every(({ releaseId }) => releaseId === id)).toBe(true)
      expect(leftOut.length).toBe(namesIn(overlay))
      expect(content).toMatchObject({ shell: '1.0.0', apps: { sales: '1.0.0' }, shared: { react: '19.3.1' } })
      await vi.waitFor(() => expect(failuresOf(id)).toEqual(expect.arrayContaining(counted)), 5_000)
    },
  )

  test('what can be resolved of it is given all the same', async () => {
    const id = await start({ apps: { sales: '1.5.0', ghost: '1.0.0' }, services: {} })
    const { snapshot } = await open(mine)
    expect(snapshot.apps.sales?.manifest.version).toBe('1.5.0')
    expect(snapshot.releases.map(one => one.id)).toEqual([id])
    expect((await explain()).leftOut).toEqual([
      { releaseId: id, kind: 'app', name: 'ghost', version: '1.0.0', code: 'ARTIFACT_UNREADABLE' },
    ])
  })

  test('explaining an app by a name that all objects have finds no such app', async () => {
    expect((await explain('t_a', 'constructor')).app).toBeNull()
  })
})

describe('a shared library that is released', () => {
  const scopeOf = async (app: string) => (await read(mine)).scopes[`/a/${app}/1.0.0/`]?.react

  test('is given to the apps whose range it satisfies; the others keep what they had', async () => {
    const id = await start({ apps: {}, services: {}, shared: { react: '19.4.0' } })
    expect((await open(mine)).snapshot.releases.map(one => one.id)).toEqual([id])
    expect(await scopeOf('sales')).toBe('/a/react/19.4.0/react.js')
    expect(await scopeOf('inventory')).toBe('/a/inventory/1.0.0/own/react.js')
    await start({ apps: {}, services: {}, shared: { react: '18.0.0' } })
    expect(await scopeOf('sales')).toBe('/a/react/19.3.1/react.js')
    expect(await scopeOf('inventory')).toBe('/a/react/18.0.0/react.js')
    const other = (await read(await logIn('b'))).scopes
    expect(other['/a/sales/1.0.0/']?.react).toBe('/a/react/19.3.1/react.js')
  })

  test('loads of apps that got it, and their failures, count for the release', async () => {
    const id = await start({ apps: {}, services: {}, shared: { react: '19.4.0' } })
    const { token } = (await open(mine)).snapshot
    const failure = {
      kind: 'load-failure',
      code: 'MOUNT_FAILED',
      message: '',
      fallback: null,
      version: '1.0.0',
    }
    const items = [
      { ...failure, app: 'sales' },
      { ...failure, app: 'inventory' },
    ]
    const reported = await mine.send(
      'POST',
      '/api/release/reports',
      { items },
      { 'x-portico-snapshot': token },
    )
    expect(reported.status).toBe(204)
    await vi.waitFor(() => expect(failuresOf(id)).toEqual(['app sales']), 5_000)
  })
})

function versionsOf({ apps }: PageState['snapshot']): Texts {
  return Object.fromEntries(Object.entries(apps).map(([name, { manifest }]) => [name, manifest.version]))
}

function namesIn(overlay: string | Overlay): number {
  const {
    apps,
    services: tags,
    shared = {},
  }: Overlay = typeof overlay === 'string' ? JSON.parse(overlay) : overlay
  return [apps, tags, shared].flatMap(part => Object.keys(part)).length
}
