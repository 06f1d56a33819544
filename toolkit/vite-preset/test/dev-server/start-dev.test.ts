import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import http from 'node:http'
import { join } from 'node:path'
import type { Manifest } from '@portico/micro-app/manifest'
import type { LocalApp, PageState, SnapshotApp } from '@portico/micro-app/page-state'
import { expect, onTestFinished, test, vi } from 'vitest'
import { DevError, type DevOptions, type DevServer, startDev } from '../../src/dev-server/index.ts'
import { DevRegistry } from '../../src/dev-server/registry/dev-registry.ts'
import { openRuntimeFolder } from '../../src/dev-server/registry/runtime-folder.ts'
import { type Answer, pageState, readState, serve, shellPage } from './fake-baseline.ts'
import { definition, moduleApp, pageApp, put, workFolder } from './work-folder.ts'

interface Dev extends DevServer {
  root: string
  said: string[]
}

interface Baseline {
  origin: string
  env: NodeJS.ProcessEnv
}

async function baselineOf(answer: Answer): Promise<Baseline> {
  const { origin, close } = await serve(answer)
  onTestFinished(close)
  return { origin, env: { XDG_RUNTIME_DIR: await workFolder() } }
}

const shell = (state: PageState, protocol?: number): Answer => {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(shellPage(state, protocol))
  }
}

async function start(
  { origin, env }: Baseline,
  files: Record<string, string>,
  options: Partial<DevOptions> = {},
): Promise<Dev> {
  const root = await workFolder(files)
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  const dev = await startDev({ root, baseline: origin, token: null, env, say, answerMs: 5_000, ...options })
  onTestFinished(() => dev.close())
  return { ...dev, root, said }
}

/** A watcher of files takes its time on a busy machine. */
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000 })

async function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers, signal: AbortSignal.timeout(10_000) })
}

async function stateAt(dev: Dev): Promise<PageState> {
  return readState(await (await get(`${dev.origin}/`, { accept: 'text/html' })).text())
}

/** What pages are sent, as it is now. */
async function watch(dev: Dev): Promise<() => Record<string, LocalApp>> {
  let last: Record<string, LocalApp> = {}
  const out = http.get(`${dev.origin}/__dev/events`, answer => {
    answer.setEncoding('utf8').on('data', (text: string) => {
      for (const [, json = ''] of text.matchAll(/^data: (.*)$/gm)) last = JSON.parse(json)
    })
  })
  out.on('error', () => {})
  onTestFinished(() => void out.destroy())
  await eventually(() => expect(last).not.toEqual({}))
  return () => last
}

const released: SnapshotApp = {
  url: '/a/one/1.4.2/',
  manifest: {
    ...{ schema: 1, protocol: 1, name: 'one', version: '1.4.2', entry: 'entry.js', css: [], preload: [] },
    ...{
      imports: [],
      own: {},
      integrity: {},
      title: { en: 'One', 'zh-CN': '一' },
      icon: 'box',
      base: '/one',
    },
    ...{ menu: [], requires: { shared: {} }, operations: [], keepAlive: true },
  },
}

test('the page has the local app in place of the baseline’s, which is kept for when it fails', async () => {
  const baseline = await baselineOf(shell(pageState([], { one: released })))
  const dev = await start(baseline, moduleApp('one'))
  const { snapshot, dev: local } = await stateAt(dev)
  const { one } = snapshot.apps
  expect(one).toMatchObject({ url: '/__dev/one/', manifest: { version: '0.0.0-dev', base: '/one' } })
  expect(local?.replaced).toEqual({ one: released })
  expect(local).toMatchObject({ baseline: baseline.origin, apps: { one: { origin: dev.origin } } })
  const entry = await get(`${dev.origin}/__dev/one/${one?.manifest.entry}`)
  expect(await entry.text()).toContain('/__dev/one/src/entry.ts')
  expect(dev.link).toBe(`${dev.origin}/one`)
  expect(dev.said.join('\n')).toContain(`all else  ${baseline.origin}`)
})

test('an app whose menu the user may not see is not there, and the reason is said', async () => {
  const baseline = await baselineOf(shell(pageState(['sales.order.read'])))
  const title = { en: 'Stock', 'zh-CN': '库存' }
  const menu = [{ path: '/', title, permission: 'stock.read' }]
  const dev = await start(baseline, moduleApp('one', { menu }))
  expect((await stateAt(dev)).snapshot.apps).toEqual({})
  expect(dev.said).toContain('one is not shown to anna, who has none of stock.read.')
})

test('two servers on one baseline show both apps, whichever is opened', async () => {
  const baseline = await baselineOf(shell(pageState([], { one: released })))
  const one = await start(baseline, moduleApp('one'))
  const two = await start(baseline, pageApp('two'))
  for (const dev of [one, two]) {
    expect(Object.keys((await stateAt(dev)).snapshot.apps).sort()).toEqual(['one', 'two'])
    expect(await (await get(`${dev.origin}/__dev/one/src/words.ts`)).text()).toContain('first')
    expect((await get(`${dev.origin}/__dev/two/page.js`)).headers.get('content-type')).toContain('javascript')
  }
  const events = await watch(two)
  await one.close()
  await eventually(() => expect(Object.keys(events())).toEqual(['two']))
  expect((await stateAt(two)).snapshot.apps.one).toEqual(released)
  const ended = await get(`${two.origin}/__dev/one/src/words.ts`)
  expect([ended.status, ((await ended.json()) as { error: { code: string } }).error.code]).toEqual([
    502,
    'DEV_SERVER_ENDED',
  ])
})

test('what a killed server has left behind is taken away', async () => {
  const baseline = await baselineOf(shell(pageState([])))
  const dev = await start(baseline, moduleApp('one'))
  const folder = await openRuntimeFolder(baseline.env)
  const registry = new DevRegistry(folder, baseline.origin)
  const { manifest, ...place } = registry.find('one') ?? expect.fail('it is registered')
  registry.put({ ...place, name: 'ended', pid: 2 ** 22 + 1, manifest: { ...manifest, name: 'ended' } })
  writeFileSync(join(folder, `${(await readdir(folder))[0]?.slice(0, 12)}-broken.json`), '{')
  expect(Object.keys((await stateAt(dev)).snapshot.apps)).toEqual(['one'])
  expect(await readdir(folder)).toHaveLength(1)
})

test('an app is served once', async () => {
  const baseline = await baselineOf(shell(pageState([])))
  await start(baseline, moduleApp('one'))
  await expect(start(baseline, moduleApp('one'))).rejects.toMatchObject({ code: 'APP_SERVED_ALREADY' })
})

test('a changed definition needs no restart: pages learn that they have to be loaded anew', async () => {
  const dev = await start(await baselineOf(shell(pageState([]))), moduleApp('one'))
  const events = await watch(dev)
  const before = events().one
  const title = { en: 'Another', 'zh-CN': '另一个' }
  await put(dev.root, 'portico.app.ts', definition({ name: 'one', framework: 'none', title }))
  await eventually(() => expect(events().one?.page).not.toBe(before?.page))
  expect(events().one?.code).toBe(before?.code)
  expect((await stateAt(dev)).snapshot.apps.one?.manifest.title.en).toBe('Another')
})

test('a definition that is broken is said, and what was there goes on until it is mended', async () => {
  const dev = await start(await baselineOf(shell(pageState([]))), moduleApp('one'))
  await put(dev.root, 'portico.app.ts', 'export default { name: "one", title: "One" }')
  await eventually(() => expect(dev.said.join('\n')).toMatch(/APP_INVALID: portico\.app\.ts: .*title/))
  expect((await stateAt(dev)).snapshot.apps.one?.manifest.title.en).toBe('one')
  await put(dev.root, 'portico.app.ts', definition({ name: 'one', framework: 'none', base: '/elsewhere' }))
  await eventually(async () =>
    expect((await stateAt(dev)).snapshot.apps.one?.manifest.base).toBe('/elsewhere'),
  )
})

test('what was changed just before the end is read to its end, and sent to no page and no other server', async () => {
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  Object.assign(globalThis, { devGate: { reached: reached.resolve, opened: gate.promise } })
  onTestFinished(() => void Reflect.deleteProperty(globalThis, 'devGate'))
  const baseline = await baselineOf(shell(pageState([])))
  const dev = await start(baseline, moduleApp('one'))
  const waits = 'globalThis.devGate.reached()\nawait globalThis.devGate.opened\n'
  await put(dev.root, 'portico.app.ts', waits + definition({ name: 'one', framework: 'none', order: 7 }))
  await reached.promise
  const closed = dev.close()
  gate.resolve()
  await closed
  const registry = new DevRegistry(await openRuntimeFolder(baseline.env), baseline.origin)
  expect(registry.list()).toEqual([])
})

test('operations are those of the files as they are now', async () => {
  const dev = await start(await baselineOf(shell(pageState([]))), moduleApp('one'))
  const operations = async () => {
    const answer = await get(`${dev.origin}/__dev/one/portico.json`)
    const { operations: list } = (await answer.json()) as Pick<Manifest, 'operations'>
    return list.map(({ name }) => name)
  }
  expect(await operations()).toEqual([])
  await put(dev.root, 'src/features/order/orders.graphql', 'query OneOrders { orders { id } }')
  await eventually(async () => expect(await operations()).toEqual(['OneOrders']))
  // A watcher that has just found a file may miss what is written before it watches the file itself.
  await eventually(async () => {
    await put(dev.root, 'src/features/order/orders.graphql', 'query {')
    await vi.waitFor(() => expect(dev.said.join('\n')).toMatch(/OPERATIONS_INVALID: .*orders\.graphql:1:8/))
  })
  expect(await operations()).toEqual(['OneOrders'])
})

test('the module of operations follows them, where the app has the schema', async () => {
  const schema = { 'schema.graphql': 'type Query { orders: [Order!]! }\ntype Order { id: ID! }\n' }
  const dev = await start(await baselineOf(shell(pageState([]))), { ...moduleApp('one'), ...schema })
  await put(dev.root, 'src/orders.graphql', 'query OneOrders { orders { id } }')
  const generated = join(dev.root, 'src/graph/graph.generated.ts')
  await eventually(() => expect(existsSync(generated), dev.said.join('\n')).toBe(true))
  expect(readFileSync(generated, 'utf8')).toContain('export const OneOrders')
  await eventually(async () => {
    await put(dev.root, 'src/orders.graphql', 'query OneOrders { orders { price } }')
    await vi.waitFor(() =>
      expect(dev.said.join('\n')).toMatch(/OPERATIONS_INVALID: src\/orders.graphql:1:.*price/),
    )
  })
})

test('a module that cannot be replaced begins its app anew, and leaves the page', async () => {
  const dev = await start(await baselineOf(shell(pageState([]))), moduleApp('one'))
  const events = await watch(dev)
  const before = events().one
  // Only what a page has asked for is watched.
  const entry = await (await get(`${dev.origin}/__dev/one/${before?.start.entry}`)).text()
  expect(entry).toContain('/src/entry.ts')
  await get(`${dev.origin}/__dev/one/src/entry.ts`)
  await get(`${dev.origin}/__dev/one/src/words.ts`)
  await put(dev.root, 'src/words.ts', "export const words = 'second'\n")
  await eventually(() => expect(events().one?.code).not.toBe(before?.code))
  expect(events().one?.start.entry).not.toBe(before?.start.entry)
  expect(events().one?.page).toBe(before?.page)
})

test('a plain page is wrapped anew when it changes, and what cannot be wrapped is said', async () => {
  const dev = await start(await baselineOf(shell(pageState([]))), pageApp('two'))
  const events = await watch(dev)
  const before = events().two
  await put(dev.root, 'page.js', "document.title = 'second'\n")
  await eventually(() => expect(events().two?.code).not.toBe(before?.code))
  expect(events().two?.page).toBe(before?.page)
  expect(await (await get(`${dev.origin}/__dev/two/page.js`)).text()).toContain('second')
  await put(dev.root, 'page.js', "document.write('x')\n")
  await eventually(() => expect(dev.said.join('\n')).toContain('WRAP_DOCUMENT_WRITE'))
  expect(await (await get(`${dev.origin}/__dev/two/page.js`)).text()).toContain('second')
})

test('a shell of an older protocol is refused, and a newer one is said', async () => {
  const old = await baselineOf(shell(pageState([]), 0))
  await expect(start(old, moduleApp('one'))).rejects.toMatchObject({ code: 'PROTOCOL_TOO_NEW' })
  const newer = await start(await baselineOf(shell(pageState([]), 7)), moduleApp('one'))
  expect(newer.said.join('\n')).toContain("The baseline's shell speaks protocol 7")
})

test('a baseline that is away is said and waited for', async () => {
  const ended = await serve(() => {})
  ended.close()
  const env = { XDG_RUNTIME_DIR: await workFolder() }
  const dev = await start({ origin: ended.origin, env }, moduleApp('one'))
  expect(dev.said.join('\n')).toContain('BASELINE_UNREACHABLE')
  expect((await get(`${dev.origin}/one`, { accept: 'text/html' })).status).toBe(502)
  expect((await get(`${dev.origin}/__dev/one/portico.json`)).status).toBe(200)
})

test('another site’s name for this machine is refused', async () => {
  const dev = await start(await baselineOf(shell(pageState([]))), moduleApp('one'))
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const headers = { host: `evil.example:${new URL(dev.origin).port}` }
  http.get(`${dev.origin}/__dev/one/src/words.ts`, { headers }, ({ statusCode }) => resolve(statusCode))
  expect(await promise).toBe(403)
})

test.each([
  ['modules', moduleApp('one'), '/src/words.ts'],
  ['a plain page', pageApp('one'), '/page.js'],
])('%s may be read by shells of the baseline and of this machine alone', async (_, files, path) => {
  const baseline = await baselineOf(shell(pageState([])))
  const dev = await start(baseline, files)
  const allowed = async (origin: string) =>
    (await get(`${dev.origin}/__dev/one${path}`, { origin })).headers.get('access-control-allow-origin')
  expect(await allowed(baseline.origin)).toBe(baseline.origin)
  expect(await allowed('http://localhost:8080')).toBe('http://localhost:8080')
  expect(await allowed('https://evil.example')).toBeNull()
})

test.each([
  ['no folder of an app', {}, {}, 'APP_MISSING'],
  [
    'no vite.config.ts',
    { 'portico.app.ts': definition({ name: 'one' }), 'src/entry.ts': '' },
    {},
    'APP_INVALID',
  ],
  [
    'an address with a path',
    moduleApp('one'),
    { baseline: 'https://example.com/portico' },
    'BASELINE_INVALID',
  ],
  ['an address of another kind', moduleApp('one'), { baseline: 'ftp://example.com' }, 'BASELINE_INVALID'],
  [
    'a folder for what runs that cannot be made',
    moduleApp('one'),
    { env: { XDG_RUNTIME_DIR: '/dev/null' } },
    'FILE_SYSTEM_REFUSED',
  ],
])('%s is refused by name', async (_, files, options, code) => {
  const baseline = await baselineOf(shell(pageState([])))
  const refused = start(baseline, files, options)
  await expect(refused).rejects.toBeInstanceOf(DevError)
  await expect(refused).rejects.toMatchObject({ code })
})

test('a port that is taken is refused, and a free one is chosen where none was asked for', async () => {
  const baseline = await baselineOf(shell(pageState([])))
  const port = Number(new URL(baseline.origin).port)
  await expect(start(baseline, moduleApp('one'), { port })).rejects.toMatchObject({ code: 'PORT_TAKEN' })
})
