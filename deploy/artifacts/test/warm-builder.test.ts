import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { WarmBuilder } from '../src/index.ts'

/** Writes where and as what it was built, and as which build of its process; or does what its version says. */
const VITE = `
import { writeFileSync } from 'node:fs'
let count = 0
export async function build({ root }) {
  count += 1
  const { PORTICO_VERSION: version, PORTICO_DIST: dist, NODE_ENV: mode } = process.env
  if (version === 'broken') throw new Error("App.tsx:3:7: Expected ';'")
  if (version === 'ends') process.exit(3)
  if (version === 'waits') await new Promise(() => {})
  writeFileSync(dist, JSON.stringify({ count, mode, version, isInPlace: process.cwd() === root }))
}
`

const limits = { madeWith: 'one', timeoutMs: 60_000 }

it('builds in one process, which is another one where it has ended, or is made with something else', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'portico-warm-'))
  const warm = new WarmBuilder()
  onTestFinished(() => {
    warm.stop()
    return rm(dir, { recursive: true, force: true })
  })
  const vite = join(dir, 'node_modules/vite')
  await mkdir(vite, { recursive: true })
  await writeFile(join(vite, 'package.json'), '{ "type": "module", "exports": "./index.js" }')
  await writeFile(join(vite, 'index.js'), VITE)
  const dist = join(dir, 'built.json')
  const build = (version: string, more = {}) => {
    const env = { PORTICO_VERSION: version, PORTICO_DIST: dist }
    return warm.build({ dir, env }, { ...limits, ...more })
  }
  const read = async () => JSON.parse(await readFile(dist, 'utf8')) as { count: number }

  expect(await build('1.0.0')).toBeNull()
  expect(await read()).toEqual({ count: 1, mode: 'production', version: '1.0.0', isInPlace: true })
  expect(await build('broken')).toBe("App.tsx:3:7: Expected ';'")
  expect(await build('1.0.1')).toBeNull()
  expect(await read()).toMatchObject({ count: 3, version: '1.0.1' })
  expect(await build('ends')).toBe('The process that builds has ended.')
  expect(await build('1.0.2')).toBeNull()
  expect(await read()).toMatchObject({ count: 1, version: '1.0.2' })
  expect(await build('1.0.3', { madeWith: 'two' })).toBeNull()
  expect(await read()).toMatchObject({ count: 1, version: '1.0.3' })

  const stopAsked = new AbortController()
  const waiting = build('waits', { madeWith: 'two', signal: stopAsked.signal })
  stopAsked.abort(new Error('stopped'))
  await expect(waiting).rejects.toThrow('stopped')
  expect(await build('1.0.4', { madeWith: 'two' })).toBeNull()
  expect(await read()).toMatchObject({ count: 1, version: '1.0.4' })
})
