import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { tryModule } from '../../src/watch/try-module.ts'

let dir: string
const { signal } = new AbortController()

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portico-try-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
})

async function tryText(text: string) {
  await writeFile(join(dir, 'main.ts'), text)
  return tryModule(join(dir, 'main.ts'), dir, signal)
}

it('says nothing of a module that can be loaded', async () => {
  expect(await tryText('export const one: number = 1\nsetInterval(() => {}, 1000)')).toBe(null)
})

it.each([
  ['a syntax error', 'export const one = = 1', /main\.ts:1/],
  ['an import that leads nowhere', "import './away.ts'", /away\.ts/],
  ['a name that is not exported', "import { nothing } from 'node:fs'", /nothing/],
  ['what throws', "throw new Error('no day')", /no day/],
])('says where %s is', async (_, text, message) => {
  expect(await tryText(text)).toMatch(message)
})
