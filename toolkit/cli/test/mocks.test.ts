import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runCli, runJson } from './run-cli.ts'

const NOWHERE = 'http://127.0.0.1:9'

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-mocks-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const all = {
    'package.json': '{}',
    'schema.graphql': 'type Order { id: ID! total: String! } type Query { order(id: ID!): Order }',
    'src/order.graphql': 'query Order($id: ID!) { order(id: $id) { id total } }',
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

const SOUND = `provider: mine
cases:
  - { id: one, operation: Order, when: { id: '1' }, answer: { data: { order: { id: '1', total: '9.00' } } } }
  - { id: other, operation: Stock, answer: { data: { anything: true } } }
`
const DRIFTED = `provider: old
cases:
  - id: two
    operation: Order
    when: { id: '2' }
    answer: { data: { order: { id: 2, sum: '9.00' } } }
`

it('says that mocks are what the graph gives, and which it could not compare', async () => {
  const cwd = await folderWith({ 'mocks/mine.yaml': SOUND })
  const { exitCode, json } = await runJson(NOWHERE, ['mocks', 'check'], { cwd })
  expect([exitCode, json]).toEqual([0, { isOk: true, compared: 1, skipped: ['mine/other'] }])
})

it('names file, line, case and field of what has drifted', async () => {
  const cwd = await folderWith({ 'mocks/mine.yaml': SOUND, 'mocks/old.yaml': DRIFTED })
  const { exitCode, error } = await runCli(NOWHERE, ['mocks', 'check'], { cwd })
  expect(exitCode).not.toBe(0)
  expect(error).toContain('MOCKS_DRIFTED: 1 case of 2 answers differ from the graph:')
  expect(error).toContain('  mocks/old.yaml:3 old/two: data.order.id is a number, and the graph says ID')
  expect(error).toContain('  mocks/old.yaml:3 old/two: data.order.total is asked for, and missing')
  expect(error).toContain(
    '  mocks/old.yaml:3 old/two: data.order.sum is not asked for, or Order does not have it',
  )
})

it('takes the mocks that other teams publish, and changes cases of theirs', async () => {
  const files = {
    'package.json': '{ "portico": { "mocks": ["@acme/sales-mocks"] } }',
    'node_modules/@acme/sales-mocks/package.json': '{ "name": "@acme/sales-mocks", "version": "1.0.0" }',
    'node_modules/@acme/sales-mocks/mocks/old.yaml': DRIFTED,
  }
  const theirs = await folderWith(files)
  const drifted = await runCli(NOWHERE, ['mocks', 'check'], { cwd: theirs })
  expect(drifted.error).toContain('node_modules/@acme/sales-mocks/mocks/old.yaml:3 old/two')
  const overrides = "overrides: { old/two: { answer: { data: { order: { id: '2', total: '1.00' } } } } }"
  const mended = await folderWith({ ...files, 'mocks/overrides.yaml': overrides })
  const { exitCode, json } = await runJson(NOWHERE, ['mocks', 'check'], { cwd: mended })
  expect([exitCode, json]).toEqual([0, { isOk: true, compared: 1, skipped: [] }])
})

it.each([
  ['no mocks', {}, 'MOCKS_MISSING'],
  [
    'a file that cannot be read',
    { 'mocks/mine.yaml': 'provider: [' },
    'MOCK_FILE_INVALID: mocks/mine.yaml:1',
  ],
  [
    'a package that is not installed',
    { 'package.json': '{ "portico": { "mocks": ["@acme/none"] } }' },
    'MOCK_PACKAGE_MISSING: package.json',
  ],
  ['a list that is none', { 'package.json': '{ "portico": { "mocks": 1 } }' }, 'MOCK_FILE_INVALID'],
])('refuses %s', async (_, files, said) => {
  const cwd = await folderWith(files)
  const { exitCode, error } = await runCli(NOWHERE, ['mocks', 'check'], { cwd })
  expect(exitCode).not.toBe(0)
  expect(error).toContain(said)
})
