import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Type from 'typebox'
import { expect, it, onTestFinished } from 'vitest'
import { createContext, ServiceClients } from '../src/index.ts'
import { readCallFilters } from '../src/service-clients/call-filters.ts'
import { callRoute } from '../src/service-clients/call-route.ts'
import { FakeService } from './fake-service.ts'

const MOCKS = `provider: stock
cases:
  - { id: one, operation: inventory GET /stocks/:id, when: { params.id: p-1 }, answer: { data: { onHand: '7' } } }
  - { id: short, operation: inventory GET /stocks/:id, when: { params.id: p-2 }, answer: { status: 404, data: { code: STOCK_UNKNOWN, detail: No, status: 404 } } }
  - { id: more, operation: inventory GET /stocks/:id, when: { params.id: p-3 }, patch: [{ op: replace, path: /onHand, value: '9' }] }
`
const answer = Type.Object({
  onHand: Type.String(),
  kind: Type.Optional(Type.Enum(['GOODS', 'SERVICE'])),
  keeper: Type.Optional(Type.Object({ name: Type.String(), since: Type.String() })),
})
const route = {
  method: 'GET',
  url: '/stocks/:id',
  schema: { params: Type.Object({ id: Type.String() }), response: { 200: answer } },
} as const

async function folderOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-call-mocks-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'mocks'))
  await writeFile(join(folder, 'mocks', 'stock.yaml'), text)
  return folder
}

async function start(env: Record<string, string>) {
  const live = await FakeService.start()
  onTestFinished(() => live.stop())
  live.body = { onHand: '1' }
  const said: string[] = []
  const filters = await readCallFilters(env, { service: 'sales', say: line => said.push(line) })
  const clients = new ServiceClients({ INVENTORY_URL: live.url }, { filters })
  onTestFinished(() => clients.close())
  const client = clients.connect('inventory', 7005)
  const ask = (id: string) =>
    callRoute(client, route, { context: createContext({ tenantId: 't1' }), params: { id } })
  return { live, ask, said, close: () => filters?.close() }
}

it('answers, refuses and patches in place of another service, and passes on what it does not know', async () => {
  const { live, ask } = await start({ PORTICO_ENV: 'development', PORTICO_MOCKS: await folderOf(MOCKS) })
  expect(await ask('p-1')).toEqual({ onHand: '7' })
  await expect(ask('p-2')).rejects.toMatchObject({ code: 'STOCK_UNKNOWN', status: 404 })
  expect(live.seen).toHaveLength(0)
  expect(await ask('p-3')).toEqual({ onHand: '9' })
  expect(await ask('p-4')).toEqual({ onHand: '1' })
  expect(live.seen.map(({ path }) => path)).toEqual(['/stocks/p-3', '/stocks/p-4'])
})

it.each<Record<string, string>>([{ PORTICO_ENV: 'production' }, {}])(
  'is off in production whatever the setting says: %j',
  async env => {
    const folder = await folderOf('provider: [')
    const recordings = join(folder, 'recordings')
    const { live, ask, close } = await start({
      ...{ ...env, PORTICO_MOCKS: folder, PORTICO_RECORDINGS: recordings },
    })
    expect(await ask('p-1')).toEqual({ onHand: '1' })
    expect(live.seen).toHaveLength(1)
    close()
    expect(existsSync(recordings)).toBe(false)
  },
)

it.each([
  ['provider: [', 'MOCK_FILE_INVALID: mocks/stock.yaml:1'],
  [null, 'has no mocks/*.yaml'],
])('keeps the service from starting where its files cannot be used', async (text, said) => {
  const folder = text === null ? join(tmpdir(), 'portico-nothing-here') : await folderOf(text)
  const env = { PORTICO_ENV: 'development', PORTICO_MOCKS: folder }
  const reading = readCallFilters(env, { service: 'sales', say: () => {} })
  await expect(reading).rejects.toMatchObject({ code: 'BAD_SETTING', message: expect.stringContaining(said) })
})

it('records what others answered, masked by their contract, and plays it again', async () => {
  const folder = await folderOf('provider: stock\ncases: []\n')
  const keep = ['inventory GET /stocks/:id params.id', 'inventory GET /stocks/:id data.onHand']
  await writeFile(join(folder, 'package.json'), JSON.stringify({ portico: { recording: { keep } } }))
  const env = { PORTICO_ENV: 'development', PORTICO_RECORDINGS: folder }
  const { live, ask, close, said } = await start(env)
  const keeper = { name: '王小明 13812345678', since: '2026-01-31', token: 'tok_live_9f8e7d' }
  live.body = { onHand: '12', kind: 'GOODS', keeper, note: 'maria@example.cn' }
  await ask('p-1')
  live.status = 409
  live.body = { code: 'STOCK_LOCKED', status: 409, detail: 'Obere Straße 57 of 王小明', title: '王小明' }
  await expect(ask('p-2')).rejects.toMatchObject({ code: 'STOCK_LOCKED' })
  close()
  expect(said.at(-1)).toBe(`2 calls stand in ${join(folder, 'sales.yaml')}.`)
  const text = await readFile(join(folder, 'sales.yaml'), 'utf8')
  expect(text).not.toMatch(/小明|13812345678|tok_live|token|note|maria|Stra|2026-01-31/)
  expect(text).toMatch(/kind: GOODS/)

  await writeFile(join(folder, 'mocks', 'stock.yaml'), text)
  const again = await start({ PORTICO_ENV: 'development', PORTICO_MOCKS: folder })
  expect(await again.ask('p-1')).toMatchObject({ onHand: '12', kind: 'GOODS' })
  await expect(again.ask('p-2')).rejects.toMatchObject({ code: 'STOCK_LOCKED', status: 409 })
  expect(again.live.seen).toHaveLength(0)
})

it('writes no recording over another one', async () => {
  const folder = await folderOf('provider: [')
  for (let count = 0; count < 2; count += 1) {
    const { ask, close } = await start({ PORTICO_ENV: 'development', PORTICO_RECORDINGS: folder })
    await ask('p-1')
    close()
  }
  expect((await readdir(folder)).filter(name => name.startsWith('sales'))).toEqual([
    'sales-2.yaml',
    'sales.yaml',
  ])
})
