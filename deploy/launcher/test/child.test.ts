import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startChild } from '../src/child.ts'

const MAIN = `
import { name } from './part.ts'
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
process.send?.({ type: 'ready', url: name })
`

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portico-child-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await writeFile(join(dir, 'main.ts'), MAIN)
  await writeFile(join(dir, 'part.ts'), "export const name: string = 'first'\n")
})

const program = () => ({ script: join(dir, 'main.ts'), cwd: dir, env: {}, modules: [join(dir, 'part.ts')] })

describe('a part that takes the place of an old copy', () => {
  it('starts as it was loaded, once the old one has stopped', async () => {
    const stopOld = async () => {
      await writeFile(join(dir, 'part.ts'), 'broken meanwhile = =')
      await writeFile(join(dir, 'stopped'), 'yes')
    }
    const { child, ready } = await startChild('part', program(), { stopOld })
    expect(ready.url).toBe('first')
    expect(await readFile(join(dir, 'stopped'), 'utf8')).toBe('yes')
    await child.stop()
    expect(await child.exited).toBe('part ended (0)')
  })

  it.each([
    ['a syntax error', 'export const name = = 1', /SyntaxError/],
    ['an import that leads nowhere', "import './away.ts'", /away\.ts/],
    ['what throws', "throw new Error('no day')", /no day/],
  ])('leaves the old one alone with %s in it, and says what it is', async (_, text, message) => {
    await writeFile(join(dir, 'part.ts'), text)
    const stopOld = async () => expect.unreachable('the old one must go on')
    await expect(startChild('part', program(), { stopOld })).rejects.toMatchObject({
      code: 'PART_FAILED',
      message: expect.stringMatching(message),
    })
  })
})

it('a part that is being started when a stop is asked for is ended', async () => {
  await writeFile(join(dir, 'main.ts'), 'setInterval(() => {}, 1000)')
  const asked = new AbortController()
  const starting = startChild('part', program(), { stopAsked: asked.signal })
  asked.abort('SIGTERM')
  await expect(starting).rejects.toBe('SIGTERM')
})
