import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { expect, it, onTestFinished } from 'vitest'
import { DevelopmentExecutor, type DevelopmentOptions } from '../src/graphql/development-executor.ts'
import type { PreparedOperation } from '../src/graphql/document-shelf.ts'
import type { GraphExecutor, GraphRequest } from '../src/graphql/executor.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'
import { readSettings } from '../src/settings/gateway-settings.ts'

const MOCKS = `provider: sales
cases:
  - { id: one, operation: Order, when: { id: o-1 }, versions: '>=2', answer: { data: { order: null } } }
  - { id: paid, operation: Order, when: { id: o-2 }, patch: [{ op: replace, path: /data/order/isPaid, value: true }] }
  - { id: locked, operation: Confirm, answer: { errors: [{ message: Locked, code: ORDER_LOCKED }] } }
`
const LIVE = { data: { order: { isPaid: false } }, extensions: { route: 'x' } }
const context = {} as RequestContext
const SDL =
  'type Order { isPaid: Boolean customer: String } type Query { order(id: ID): Order } type Mutation { confirm: Int }'

function developing(live: GraphExecutor, folders: Partial<Pick<DevelopmentOptions, 'mocks' | 'recordings'>>) {
  const said: unknown[] = []
  const log = { info: (...line: unknown[]) => said.push(line), warn: (...line: unknown[]) => said.push(line) }
  const parts = { mocks: null, recordings: null, schema: buildSchema(SDL), log, ...folders }
  return { said, executor: new DevelopmentExecutor(live, parts) }
}

async function folderOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-gateway-mocks-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'mocks'))
  await writeFile(join(folder, 'mocks', 'sales.yaml'), text)
  return folder
}

const refuse = () => Promise.reject(new Error('nothing is refused here'))

async function start() {
  const asked: unknown[] = []
  const live: GraphExecutor = {
    execute: async ({ variables }) => {
      asked.push(variables)
      return { status: 207, headers: { 'x-live': 'yes' }, body: JSON.stringify(LIVE) }
    },
    refuse,
  }
  const { executor } = developing(live, { mocks: await folderOf(MOCKS) })
  await executor.start()
  const ask = async (operationName: string | null, variables: unknown, app = 'returns@2.0.0') => {
    const answer = await executor.execute(requestOf(operationName, variables, app), context, prepared)
    return { ...answer, body: JSON.parse(answer.body) as unknown }
  }
  return { ask, asked }
}

/** What lies behind is played here too. */
const prepared = {} as PreparedOperation

function requestOf(operationName: string | null, variables: unknown, app: string): GraphRequest {
  const common = {
    method: 'POST',
    search: '',
    body: {},
    query: 'mutation Confirm { confirm }',
    isRegistered: true,
  }
  return { ...common, headers: { 'x-portico-app': app }, operationName, variables }
}

it('answers, refuses and patches by the mocks, and leaves the rest as it comes', async () => {
  const { ask, asked } = await start()
  expect(await ask('Order', { id: 'o-1' })).toMatchObject({
    status: 200,
    body: { data: { order: null }, extensions: { mock: 'sales/one' } },
  })
  expect((await ask('Confirm', undefined)).body).toMatchObject({
    errors: [{ message: 'Locked', extensions: { code: 'ORDER_LOCKED' } }],
  })
  expect((await ask(null, undefined)).body).toMatchObject({ extensions: { mock: 'sales/locked' } })
  expect(asked).toEqual([])
  expect(await ask('Order', { id: 'o-2' })).toEqual({
    ...{ status: 207, headers: { 'x-live': 'yes' } },
    body: { data: { order: { isPaid: true } }, extensions: { route: 'x', mock: 'sales/paid' } },
  })
  const passed = { status: 207, headers: { 'x-live': 'yes' }, body: LIVE }
  expect(await ask('Order', { id: 'o-3' })).toEqual(passed)
  expect(await ask('Order', { id: 'o-1' }, 'returns@1.9.0')).toEqual(passed)
  expect(await ask('Order', null, 'nothing of an app')).toEqual(passed)
})

it.each([
  [() => folderOf('provider: ['), 'MOCK_FILE_INVALID'],
  [async () => '/nowhere', 'has no mocks/*.yaml'],
])('keeps the gateway from starting where its files cannot be used', async (folder, said) => {
  const { executor } = developing({ execute: refuse, refuse }, { mocks: await folder() })
  await expect(executor.start()).rejects.toMatchObject({
    code: 'BAD_SETTING',
    message: expect.stringContaining(said),
  })
})

it('records what is live, masked, and what mocks answered not', async () => {
  const folder = await folderOf(MOCKS)
  const body = JSON.stringify({
    data: { order: { isPaid: true, customer: '王小明 13812345678' } },
    errors: [{ message: 'maria@example.cn', extensions: { code: '王小明' } }],
  })
  const live: GraphExecutor = { execute: async () => ({ status: 200, headers: {}, body }), refuse }
  const { executor, said } = developing(live, { mocks: folder, recordings: join(folder, 'new') })
  await executor.start()
  const query = 'query Order($id: ID) { order(id: $id) { isPaid customer } }'
  const ask = (text: string, name: string | null, variables: unknown) =>
    executor.execute({ ...requestOf(name, variables, 'returns@2.0.0'), query: text }, context, prepared)
  expect(await ask(query, 'Order', { id: 'tok_live_9f8e7d' })).toEqual({ status: 200, headers: {}, body })
  await ask(query, 'Order', { id: 'o-1' })
  await ask('query {', null, {})
  executor.stop()
  const path = join(folder, 'new', 'gateway.yaml')
  expect(said.at(-1)).toEqual(['recording', { said: `1 calls stand in ${path}.` }])
  const text = await readFile(path, 'utf8')
  expect(text).toMatch(/isPaid: true/)
  expect(text).toMatch(/code: UNKNOWN/)
  expect(text).not.toMatch(/小明|1381234|maria|tok_live/)
})

it('is off in production whatever the settings say', () => {
  const foldersOf = (env: string) => {
    const folders = { PORTICO_MOCKS: '/mocks', PORTICO_RECORDINGS: '/recordings' }
    const settings = readSettings({ PORTICO_ENV: env, PORTICO_SECRET: 'x'.repeat(40), ...folders }, '/', [])
    return [settings.mocks, settings.recordings]
  }
  expect([foldersOf('production'), foldersOf('development'), foldersOf('')]).toEqual([
    [null, null],
    ['/mocks', '/recordings'],
    [null, null],
  ])
})
