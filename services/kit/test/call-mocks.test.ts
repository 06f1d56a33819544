import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Type from 'typebox'
import { expect, it, onTestFinished } from 'vitest'
import { createContext, ServiceClients } from '../src/index.ts'
import { readCallMocks } from '../src/service-clients/call-mocks.ts'
import { callRoute } from '../src/service-clients/call-route.ts'
import { FakeService } from './fake-service.ts'

const MOCKS = `provider: stock
cases:
  - { id: one, operation: inventory GET /stocks/:id, when: { params.id: p-1 }, answer: { data: { onHand: '7' } } }
  - { id: short, operation: inventory GET /stocks/:id, when: { params.id: p-2 }, answer: { status: 404, data: { code: STOCK_UNKNOWN, detail: No, status: 404 } } }
  - { id: more, operation: inventory GET /stocks/:id, when: { params.id: p-3 }, patch: [{ op: replace, path: /onHand, value: '9' }] }
`
const answer = Type.Object({ onHand: Type.String() })
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
  const mocks = await readCallMocks(env)
  const clients = new ServiceClients({ INVENTORY_URL: live.url }, { mocks })
  onTestFinished(() => clients.close())
  const client = clients.connect('inventory', 7005)
  const ask = (id: string) =>
    callRoute(client, route, { context: createContext({ tenantId: 't1' }), params: { id } })
  return { live, ask }
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
    const { live, ask } = await start({ ...env, PORTICO_MOCKS: await folderOf('provider: [') })
    expect(await ask('p-1')).toEqual({ onHand: '1' })
    expect(live.seen).toHaveLength(1)
  },
)

it.each([
  ['provider: [', 'MOCK_FILE_INVALID: mocks/stock.yaml:1'],
  [null, 'has no mocks/*.yaml'],
])('keeps the service from starting where its files cannot be used', async (text, said) => {
  const folder = text === null ? join(tmpdir(), 'portico-nothing-here') : await folderOf(text)
  const reading = readCallMocks({ PORTICO_ENV: 'development', PORTICO_MOCKS: folder })
  await expect(reading).rejects.toMatchObject({ code: 'BAD_SETTING', message: expect.stringContaining(said) })
})
