import { globSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CliEnvironment } from '../src/output/environment.ts'
import { type Spoiled, writeApp, writeArtifact } from './doctor-fixtures.ts'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

const repository = join(import.meta.dirname, '../../..')

interface Answer {
  isSound: boolean
  findings: { code: string; place: string; message: string; mend: string }[]
  skipped: string[]
}

let fake: FakeGateway
let dir: string
let server: Server | null = null
beforeEach(async () => {
  fake = await new FakeGateway().start()
  dir = await mkdtemp(join(tmpdir(), 'portico-doctor-'))
})
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise(resolve => (server ? server.close(resolve) : resolve(null)))
  server = null
  await fake.stop()
  await rm(dir, { recursive: true, force: true })
})

async function look(where: string, parts: Partial<CliEnvironment> = {}) {
  const env = { PORTICO_TOKEN: '', ...parts.env }
  const { exitCode, json } = await runJson<Answer>(fake.url, ['doctor', where], { cwd: dir, ...parts, env })
  return { exitCode, ...json }
}

/** Serves a folder as `answer` says; answers its address. */
async function serve(headers: Record<string, string> = {}, fallback?: string): Promise<string> {
  server = createServer(async (request, response) => {
    const text = await readFile(join(dir, `.${request.url ?? ''}`), 'utf8').catch(() => null)
    if (text !== null) return response.writeHead(200, headers).end(text)
    if (fallback === undefined) return response.writeHead(404, headers).end()
    return response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end(fallback)
  })
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const react = 'react/jsx-runtime'
const entry = (code: string) => ({
  files: { 'assets/entry.js': `${code};export const mount = 1, unmount = 1` },
})

/** Of an app's folder: what is wrong, and the code of exactly that. */
const broken: [string, Spoiled, string, RegExp][] = [
  [
    'HTML where JavaScript is expected',
    { files: { 'assets/later.js': '<!doctype html><p>' } },
    'HTML_FOR_SCRIPT',
    /later\.js/,
  ],
  ['a chunk that is not there', { files: { 'assets/later.js': undefined } }, 'CHUNK_MISSING', /later\.js/],
  [
    'a chunk that no manifest names, and that is not there',
    entry('import("./other.js")'),
    'CHUNK_MISSING',
    /other\.js/,
  ],
  [
    'an entry without lifecycles',
    { files: { 'assets/entry.js': 'export const mount = 1' } },
    'LIFECYCLE_MISSING',
    /unmount/,
  ],
  [
    'a base with a slash at its end',
    { definition: { base: '/orders/' }, manifest: { base: '/orders/' } },
    'BASE_WRONG',
    /without the slash/,
  ],
  [
    "a base of the gateway's own",
    { definition: { base: '/api' }, manifest: { base: '/api' } },
    'BASE_WRONG',
    /platform/,
  ],
  [
    'a menu that repeats the base',
    { definition: { menu: [{ path: '/orders/list', title: { 'zh-CN': '单', en: 'List' } }] } },
    'BASE_WRONG',
    /menu/,
  ],
  ['a build of another base', { manifest: { base: '/shop' } }, 'BASE_WRONG', /\/shop/],
  [
    'scripts from the root of the site',
    entry('import("/assets/later.js")'),
    'BASE_WRONG',
    /root of the site/,
  ],
  ['another app of the same name', { siblings: { copy: {} } }, 'NAME_DUPLICATE', /apps\/copy/],
  [
    'a base below that of another app',
    { siblings: { shop: { name: 'shop', base: '/orders/shop' } } },
    'ROUTE_OVERLAP',
    /shop/,
  ],
  ['a library that is not declared', entry(`import '${react}';import 'antd'`), 'SHARED_UNDECLARED', /antd/],
  ['a global of Node', entry('console.log(process.env.MODE)'), 'BARE_GLOBAL', /process/],
  ['a global that another page had', entry('$(".row").hide()'), 'BARE_GLOBAL', /\$/],
  [
    'styles outside of the scope',
    { files: { 'assets/entry.css': 'body { margin: 0 }' } },
    'STYLE_UNSCOPED',
    /body/,
  ],
  [
    'styles in the scope of another app',
    { files: { 'assets/entry.css': '@media print { @scope ([data-app="shop"]) { a { b: c } } }' } },
    'STYLE_UNSCOPED',
    /shop/,
  ],
  [
    'a slot that another app has',
    {
      definition: { slots: { 'a.b': { version: 1, context: {} } } },
      siblings: { shop: { name: 'shop', base: '/shop', slots: { 'a.b': { version: 1, context: {} } } } },
    },
    'SLOT_DUPLICATE',
    /a\.b/,
  ],
  [
    'an event in the name of another app',
    { definition: { events: { 'shop.closed': { version: 1, payload: {} } } } },
    'DECLARATION_INVALID',
    /shop\.closed/,
  ],
]

describe('portico doctor in a folder', () => {
  test('finds nothing in a sound app, and says what it did not look at', async () => {
    const { exitCode, isSound, findings, skipped } = await look(await writeApp(dir))
    expect({ exitCode, isSound, findings }).toEqual({ exitCode: 0, isSound: true, findings: [] })
    expect(skipped).toEqual([expect.stringContaining('PORTICO_TOKEN')])
  })

  test.each(broken)('names %s', async (_what, spoiled, code, said) => {
    const { exitCode, findings } = await look(await writeApp(dir, spoiled))
    expect([exitCode, ...new Set(findings.map(each => each.code))]).toEqual([1, code])
    const [found] = findings
    expect(`${found?.place} ${found?.message} ${found?.mend}`).toMatch(said)
    expect(found?.mend.length).toBeGreaterThan(20)
  })

  test('names a Node that is too old', async () => {
    const { findings } = await look(await writeApp(dir), { nodeVersion: '20.18.3' })
    expect(findings).toMatchObject([{ code: 'NODE_TOO_OLD', place: 'Node 20.18.3' }])
    expect((await look(await writeApp(dir), { nodeVersion: '22.0.0' })).findings).toEqual([])
  })

  test('names a registry that lacks the packages, or does not answer', async () => {
    const app = await writeApp(dir, { package: { dependencies: { '@portico/micro-app': '^1.0.0' } } })
    const registry = await serve()
    const npm_config_userconfig = join(dir, '.npmrc')
    const env = { npm_config_registry: registry, npm_config_userconfig }
    expect((await look(app, { env })).findings).toMatchObject([
      { code: 'REGISTRY_UNREACHABLE', place: registry, message: 'It answers 404 for @portico/micro-app.' },
    ])
    const nothing = { npm_config_registry: 'http://127.0.0.1:1/', npm_config_userconfig }
    expect((await look(app, { env: nothing })).findings).toMatchObject([
      { code: 'REGISTRY_UNREACHABLE', message: 'It does not answer (ECONNREFUSED).' },
    ])
    // The scope's own registry goes before the one of all packages, which npx sets for what it runs.
    await writeFile(npm_config_userconfig, `# of this user\n@portico:registry = ${registry}\n`)
    expect((await look(app, { env: nothing })).findings).toMatchObject([{ place: registry }])
    await writeFile(join(app, '.npmrc'), '@portico:registry=http://127.0.0.1:2/\n')
    expect((await look(app, { env: nothing })).findings).toMatchObject([{ place: 'http://127.0.0.1:2/' }])
  })

  test.each(globSync('apps/*', { cwd: repository }))('finds nothing in %s of this repository', async app => {
    expect((await look(join(repository, app))).findings).toEqual([])
  })

  test('needs an app, and one that can be read', async () => {
    const { findings } = await look(dir)
    expect(findings.map(({ code }) => code)).toEqual(['APP_MISSING'])
    expect(await runCli(fake.url, ['doctor', 'nowhere'], { cwd: dir })).toMatchObject({ exitCode: 2 })
  })
})

describe('portico doctor with a token', () => {
  const nowMs = Date.parse('2025-03-10T14:00:00Z')
  const platform = { shell: '1.0.0', protocol: 1, missing: [], shared: { react: '19.3.1' } }
  const apps = { shop: { version: '1.0.0', base: '/shop' }, orders: { version: '0.9.0', base: '/orders' } }
  const at = (date: string) => fake.answer('GET', /^\/healthz$/, { status: 200, body: {}, headers: { date } })
  const declare = (more: object = {}) =>
    fake.answer('GET', /declarations$/, { status: 200, body: { ...platform, apps, ...more } })
  const lookAt = async (spoiled: Spoiled = {}) =>
    look(await writeApp(dir, spoiled), {
      nowMs: () => nowMs,
      env: { PORTICO_TOKEN: `ptk_${'g'.repeat(43)}` },
    })
  const self = (more: object) =>
    fake.answer('GET', /tokens\/self$/, {
      status: 200,
      body: { name: 'ci', actions: ['publish'], apps: ['orders'], ...more },
    })

  test('finds an app that goes together with its platform sound', async () => {
    at(new Date(nowMs).toUTCString())
    self({})
    declare()
    expect(await lookAt()).toMatchObject({ exitCode: 0, findings: [], skipped: [] })
  })

  test.each([
    ['a clock that is behind', '2025-03-10T14:02:00Z', {}, {}, 'CLOCK_WRONG', /120 s behind/],
    [
      'a token of another app',
      '2025-03-10T14:00:00Z',
      { apps: ['shop'] },
      {},
      'TOKEN_SCOPE',
      /not for orders/,
    ],
    [
      'a token that may only read',
      '2025-03-10T14:00:00Z',
      { actions: ['read'] },
      {},
      'TOKEN_SCOPE',
      /only read/,
    ],
    [
      'a library that is too new',
      '2025-03-10T14:00:00Z',
      {},
      { shared: { react: '18.2.0' } },
      'SHARED_TOO_NEW',
      /18\.2\.0/,
    ],
    [
      'a base of an app of the platform',
      '2025-03-10T14:00:00Z',
      {},
      { apps: { shop: { version: '1.0.0', base: '/orders/all' } } },
      'ROUTE_OVERLAP',
      /shop/,
    ],
  ])('names %s', async (_what, date, token, declared, code, said) => {
    at(new Date(date).toUTCString())
    self(token)
    declare(declared)
    const { exitCode, findings } = await lookAt()
    expect([exitCode, ...findings.map(each => each.code)]).toEqual([1, code])
    expect(findings[0]?.message).toMatch(said)
  })

  test('names a token that was revoked; a platform that is away is no fault of the app', async () => {
    at(new Date(nowMs).toUTCString())
    fake.refuse('GET', /tokens\/self$/, {
      status: 401,
      code: 'TOKEN_REVOKED',
      detail: 'The token ci was revoked.',
    })
    expect((await lookAt()).findings).toMatchObject([
      { code: 'TOKEN_SCOPE', message: 'The token ci was revoked.' },
    ])
    await fake.stop()
    const away = await lookAt()
    expect([away.exitCode, away.skipped]).toEqual([0, [expect.stringContaining('UNREACHABLE')]])
    fake = await new FakeGateway().start()
  })
})

describe('portico doctor at an address', () => {
  const cors = { 'access-control-allow-origin': '*' }

  test('finds nothing wrong with a sound artifact', async () => {
    await writeArtifact(join(dir, 'a/orders/1.0.0'))
    const url = await serve(cors)
    expect(await look(`${url}/a/orders/1.0.0/`, { nowMs: Date.now })).toMatchObject({
      exitCode: 0,
      findings: [],
    })
  })

  test('names a server that lets no other origin have the files', async () => {
    await writeArtifact(join(dir, 'a'))
    const { findings } = await look(`${await serve()}/a`, { nowMs: Date.now })
    expect(findings.map(({ code }) => code)).toEqual(['CORS_MISSING'])
  })

  test('names a start page in place of a missing script, and a clock that is wrong', async () => {
    await writeArtifact(join(dir, 'a'), { files: { 'assets/later.js': undefined } })
    const url = await serve(cors, '<!doctype html><title>Start</title>')
    const { findings } = await look(`${url}/a`, { nowMs: () => Date.now() + 60_000 })
    expect(findings.map(({ code }) => code)).toEqual(['CLOCK_WRONG', 'HTML_FOR_SCRIPT'])
    expect((await look(`${url}/elsewhere`, { nowMs: Date.now })).findings.map(({ code }) => code)).toEqual([
      'HTML_FOR_SCRIPT',
    ])
  })

  test('names an artifact that is not there, and a server that does not answer', async () => {
    const url = await serve(cors)
    expect((await look(`${url}/a`, { nowMs: Date.now })).findings).toMatchObject([{ code: 'CHUNK_MISSING' }])
    expect(await runCli(fake.url, ['doctor', 'http://127.0.0.1:1/a'], { cwd: dir })).toMatchObject({
      exitCode: 5,
    })
  })
})
