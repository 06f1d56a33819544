import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { KeptContributions } from '../src/common/kept-contributions.ts'

const SCRIPT = 'const{document}=__PORTICO_SCOPE__("sales@1.0.0-h1",import.meta.url);'
const built = {
  start: { entry: 'card.js', css: ['card.css'], preload: [], modules: ['card.js'] },
  names: ['card.js', 'card.js.map', 'card.css'],
  imports: ['react'],
  moduleIds: ['/card.tsx'],
}

let dir: string
let source: string
let kept: KeptContributions
const to = () => ({ instance: 'sales@1.0.0-h2', outDir: join(dir, 'again') })

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'portico-kept-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  source = join(dir, 'card.tsx')
  kept = new KeptContributions()
  await keepOf('export const Card = 1')
})

/** Built of a file, of one that a plugin has made, and of a part of a file. */
async function keepOf(text: string) {
  const files = { [source]: text, 'card.js': SCRIPT, 'card.js.map': 'sales@1.0.0-h1', 'card.css': 'a{}' }
  for (const [name, content] of Object.entries(files))
    await writeFile(name === source ? source : join(dir, name), content)
  const sources = [source, '\0plugin', `${source}?raw`]
  await kept.keep('card', built, { instance: 'sales@1.0.0-h1', sources, outDir: dir })
}

it('a contribution of the same sources is there again, in the version that is built now', async () => {
  expect(await kept.restore('card', to())).toBe(built)
  const read = (name: string) => readFile(join(dir, 'again', name), 'utf8')
  expect(await read('card.js')).toBe(SCRIPT.replace('h1', 'h2'))
  expect([await read('card.js.map'), await read('card.css')]).toEqual(['sales@1.0.0-h1', 'a{}'])
})

it('what was made with something else, of another source, or for a version of another length is built', async () => {
  expect(await kept.restore('other', to())).toBeNull()
  expect(await kept.restore('card', { ...to(), instance: 'sales@1.0.10-h2' })).toBeNull()
  await writeFile(source, 'export const Card = 2')
  expect(await kept.restore('card', to())).toBeNull()
  await rm(source)
  expect(await kept.restore('card', to())).toBeNull()
})

it.each(["@import './more.css';", "import.meta.glob('./*.ts')"])(
  'what has sources that its modules do not name is built each time: %s',
  async text => {
    await keepOf(text)
    expect(await kept.restore('card', to())).toBeNull()
  },
)
