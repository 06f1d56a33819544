import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MockFolder } from '../src/index.ts'

const CASES =
  'provider: sales\ncases:\n  - id: orders\n    operation: Orders\n    answer: { data: { orders: [] } }\n'

test('of mocks it is said when they come and when they go; of a folder that has none, nothing', async () => {
  const root = await mkdtemp(join(tmpdir(), 'portico-mocks-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const said: string[] = []
  const folder = new MockFolder(root, line => said.push(line))
  expect([folder.player, said]).toEqual([null, []])
  await mkdir(join(root, 'mocks'))
  await writeFile(join(root, 'mocks/sales.yaml'), CASES)
  expect(folder.player).not.toBeNull()
  await rm(join(root, 'mocks'), { recursive: true })
  expect(folder.player).toBeNull()
  expect(said).toEqual(['Mocks are read from mocks/.', 'There are no mocks any more.'])
})
