import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type DevOptions, startDev } from '../../src/dev-server/index.ts'
import { serve } from './fake-baseline.ts'
import { moduleApp, put, workFolder } from './work-folder.ts'

const SCHEMA = `
enum Status { OPEN SHIPPED }
type Order { id: ID! status: Status! customer: String! phone: String! }
type Query { order(id: ID!): Order }
`
const QUERY = 'query Order($id: ID!) { order(id: $id) { id status customer phone } }'
const MOCKS = `provider: mine
cases:
  - { id: one, operation: Order, when: { id: o-1 }, versions: '>=3', answer: { data: { order: null } }, delayMs: 1 }
  - { id: shipped, operation: Order, when: { id: o-2 }, patch: [{ op: replace, path: /data/order/status, value: SHIPPED }] }
`
const LIVE = { data: { order: { id: 'o-7', status: 'OPEN', customer: '王小明', phone: '13812345678' } } }

async function startApp(files: Record<string, string>, options: Partial<DevOptions> = {}) {
  const seen: { body: string; headers: IncomingMessage['headers'] }[] = []
  const { origin, close } = await serve(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.url === '/graphql')
      seen.push({ body: Buffer.concat(chunks).toString(), headers: request.headers })
    response.writeHead(200, { 'content-type': 'application/json', 'x-live': 'yes' }).end(JSON.stringify(LIVE))
  })
  onTestFinished(close)
  const root = await workFolder({
    ...moduleApp('orders'),
    'package.json':
      '{ "version": "3.1.0", "portico": { "recording": { "keep": ["Order.id", "Order.$id"] } } }',
    'schema.graphql': SCHEMA,
    'src/order.graphql': QUERY,
    ...files,
  })
  const said: string[] = []
  const env = { XDG_RUNTIME_DIR: await workFolder() }
  const say = (line: string) => void said.push(line)
  const dev = await startDev({
    root,
    baseline: origin,
    token: 'ptk_dev',
    env,
    say,
    answerMs: 5_000,
    ...options,
  })
  onTestFinished(() => dev.close())
  const ask = async (id: string, app = 'orders@0.0.0-dev') => {
    const answer = await fetch(`${dev.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-portico-app': app, 'x-portico-csrf': '1' },
      body: JSON.stringify({ query: QUERY, operationName: 'Order', variables: { id } }),
      signal: AbortSignal.timeout(10_000),
    })
    return {
      live: answer.headers.get('x-live'),
      body: (await answer.json()) as typeof LIVE & { extensions?: unknown },
    }
  }
  return { root, dev, said, seen, ask }
}

test("an app's mocks answer its calls and patch those of the baseline; other apps' calls pass", async () => {
  const { ask, seen } = await startApp({ 'mocks/mine.yaml': MOCKS })
  expect((await ask('o-1')).body).toEqual({ data: { order: null }, extensions: { mock: 'mine/one' } })
  expect(seen).toHaveLength(0)
  expect((await ask('o-2')).body.data.order.status).toBe('SHIPPED')
  expect(await ask('o-3')).toEqual({ live: 'yes', body: LIVE })
  expect(await ask('o-1', 'sales@1.0.0')).toEqual({ live: 'yes', body: LIVE })
  expect(seen).toHaveLength(3)
  expect(seen[1]?.headers).toMatchObject({ 'x-portico-developer': 'ptk_dev', 'x-portico-csrf': '1' })
  expect(JSON.parse(seen[1]?.body ?? '')).toMatchObject({ operationName: 'Order', variables: { id: 'o-3' } })
})

test('a file of mocks that is changed answers at once, and one that is broken is said while the last one answers', async () => {
  const { ask, said, root } = await startApp({ 'mocks/mine.yaml': MOCKS })
  await ask('o-1')
  await put(root, 'mocks/mine.yaml', 'provider: [')
  expect((await ask('o-1')).body).toMatchObject({ data: { order: null } })
  expect(said.filter(line => line.startsWith('MOCK_FILE_INVALID: mocks/mine.yaml:1'))).toHaveLength(1)
  await put(root, 'mocks/mine.yaml', MOCKS.replace('order: null', 'order: { id: new }'))
  expect((await ask('o-1')).body).toMatchObject({ data: { order: { id: 'new' } } })
})

test('a strict play refuses what no mock answers, and names the nearest', async () => {
  const { ask, said, seen } = await startApp({ 'mocks/mine.yaml': MOCKS }, { mocks: 'strict' })
  expect((await ask('o-9')).body).toMatchObject({ errors: [{ extensions: { code: 'MOCK_MISS' } }] })
  expect(said.join('\n')).toContain('mine/one: variables.id is "o-9", wanted "o-1"')
  expect(seen).toHaveLength(0)
})

test('a strict play without mocks, or with none that can be read, refuses too', async () => {
  const { ask, root, seen } = await startApp({}, { mocks: 'strict' })
  expect((await ask('o-1')).body).toMatchObject({ errors: [{ extensions: { code: 'MOCKS_MISSING' } }] })
  await put(root, 'mocks/mine.yaml', 'provider: [')
  expect((await ask('o-1')).body).toMatchObject({ errors: [{ extensions: { code: 'MOCK_FILE_INVALID' } }] })
  expect(seen).toHaveLength(0)
})

test('mocks can be left out', async () => {
  const { ask } = await startApp({ 'mocks/mine.yaml': MOCKS }, { mocks: 'off' })
  expect((await ask('o-1')).body).toEqual(LIVE)
})

test('the calls of a session are written masked, at the latest when it ends, and are played again', async () => {
  const { ask, dev, root, said } = await startApp({}, { record: 'first' })
  expect((await ask('o-7')).body).toEqual(LIVE)
  await ask('o-1', 'sales@1.0.0')
  await dev.close()
  const text = readFileSync(join(root, 'mocks/first.yaml'), 'utf8')
  expect(text).toMatch(/status: OPEN/)
  expect(text).toContain('o-7')
  expect(text).not.toMatch(/小明|13812345678|ptk_dev/)
  expect(await readdir(join(root, 'mocks'))).toEqual(['first.yaml'])
  expect(said.at(-1)).toMatch(/^1 calls stand in .*first\.yaml\.$/)
  const again = await startApp({ 'mocks/first.yaml': text }, { mocks: 'strict' })
  expect((await again.ask('o-7')).body.data.order).toMatchObject({ id: 'o-7', status: 'OPEN' })
  expect(again.seen).toHaveLength(0)
})

test('a recording is kept while the session goes on', async () => {
  const { ask, root } = await startApp({}, { record: 'first' })
  await ask('o-7')
  await vi.waitFor(() => expect(readFileSync(join(root, 'mocks/first.yaml'), 'utf8')).toContain('o-7'), {
    timeout: 10_000,
  })
})

test.each([
  ['a name that is none', { record: '../x' }, {}, 'RECORDING_NAME'],
  ['a file that is there', { record: 'mine' }, { 'mocks/mine.yaml': MOCKS }, 'RECORDING_EXISTS'],
  ['no schema to mask by', { record: 'new' }, { 'schema.graphql': 'type' }, 'APP_INVALID'],
])('nothing is recorded with %s', async (_, options, files, code) => {
  await expect(startApp(files, options)).rejects.toMatchObject({ code })
})
