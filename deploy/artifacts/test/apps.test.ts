import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type AppFault, type BuildOptions, buildStaleArtifacts } from '../src/index.ts'
import { definitionOf } from './definition-of.ts'

/** Writes an artifact without files. */
const BUILD = `printf '{}' > "$PORTICO_DIST/portico.json"`
const BROKEN = `echo "entry.tsx:3:7: Expected ';'" && exit 1`

let root: string
let options: BuildOptions
let faults: AppFault[]
let lines: string[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-apps-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const dir of ['shell', 'toolkit/shared-libs']) await writePackage(dir)
  await writeApp('sales', { name: 'sales', base: '/sales' })
  faults = []
  lines = []
  const onProgress = (line: string) => void lines.push(line)
  const onFault = (fault: AppFault) => void faults.push(fault)
  options = { root, store: join(root, 'store'), moreApps: [], onProgress, onFault }
})

async function writePackage(dir: string, build = BUILD) {
  await mkdir(join(root, dir), { recursive: true })
  const manifest = { version: '1.0.0', type: 'module', scripts: { build } }
  await writeFile(join(root, dir, 'package.json'), JSON.stringify(manifest))
}

async function writeApp(folder: string, definition: object | string, build?: string) {
  await writePackage(`apps/${folder}`, build)
  const text = typeof definition === 'string' ? definition : definitionOf(definition)
  await writeFile(join(root, 'apps', folder, 'portico.app.ts'), text)
}

const buildNames = async () => Object.keys((await buildStaleArtifacts(options)).apps)

describe('a folder that is added below apps/', () => {
  it('is built by the name its portico.app.ts says', async () => {
    await writeApp('returns-page', { name: 'returns', base: '/returns' })
    expect(await buildNames()).toEqual(['returns', 'sales'])
    expect(faults).toEqual([])
  })

  it('is no app without a portico.app.ts', async () => {
    await writePackage('apps/notes')
    expect(await buildNames()).toEqual(['sales'])
  })
})

describe('one broken app is named, with the mend, and left out of', () => {
  const good = { name: 'returns', base: '/returns' }

  it.each<[string, object | string, string | undefined, string, RegExp]>([
    [
      'what does not build',
      good,
      BROKEN,
      'APP_BUILD_FAILED',
      /Building returns failed:\n.*Expected ';'\nMend it/,
    ],
    [
      'a definition that is no program',
      'export default {',
      undefined,
      'APP_UNREADABLE',
      /^apps\/returns\/portico/,
    ],
    ['a definition that throws', 'throw new Error("no day")', undefined, 'APP_UNREADABLE', /no day/],
    [
      'a definition that imports what is not there',
      "import './away.ts'",
      undefined,
      'APP_UNREADABLE',
      /away/,
    ],
    ['an empty definition', '', undefined, 'APP_INVALID', /expected an object/],
    ['a definition without a title', { ...good, title: undefined }, undefined, 'APP_INVALID', /title/],
    ['a menu entry without a path', { ...good, menu: [{}] }, undefined, 'APP_INVALID', /menu\[0\]\.path/],
    [
      'a base with a query',
      { ...good, base: '/returns?x' },
      undefined,
      'APP_INVALID',
      /base: expected segments/,
    ],
    [
      'a framework that there is not',
      { ...good, framework: 'reakt' },
      undefined,
      'APP_INVALID',
      /did you mean react/,
    ],
    [
      'an icon that is not drawn',
      { ...good, icon: 'shoping' },
      undefined,
      'APP_INVALID',
      /did you mean shop/,
    ],
    [
      'the name of another app',
      { ...good, name: 'sales' },
      undefined,
      'APP_NAME_TAKEN',
      /that of apps\/sales/,
    ],
    [
      'the name of the shell',
      { ...good, name: 'shell' },
      undefined,
      'APP_NAME_TAKEN',
      /kept for the platform/,
    ],
    [
      'the base of another app',
      { ...good, base: '/Sales/' },
      undefined,
      'APP_BASE_OVERLAP',
      /\/sales of sales/,
    ],
    [
      'a base below another',
      { ...good, base: '/sales/returns' },
      undefined,
      'APP_BASE_OVERLAP',
      /apps\/returns/,
    ],
    [
      'a base of the platform',
      { ...good, base: '/api' },
      undefined,
      'APP_BASE_OVERLAP',
      /\/api of the platform/,
    ],
    ['the base of everything', { ...good, base: '/' }, undefined, 'APP_BASE_OVERLAP', /another `base`/],
  ])('%s', async (_, definition, build, code, message) => {
    await writeApp('returns', definition, build)
    expect(await buildNames()).toEqual(['sales'])
    expect(faults).toEqual([{ code, place: 'apps/returns', message: expect.stringMatching(message) }])
  })

  it('a folder without a package.json, or with one that is no JSON', async () => {
    await writeApp('returns', good)
    await rm(join(root, 'apps/returns/package.json'))
    await writeApp('stock', { name: 'stock', base: '/stock' })
    await writeFile(join(root, 'apps/stock/package.json'), '{')
    expect(await buildNames()).toEqual(['sales'])
    expect(faults.map(({ code, place }) => [code, place])).toEqual([
      ['APP_UNREADABLE', 'apps/returns'],
      ['APP_UNREADABLE', 'apps/stock'],
    ])
  })

  it('the newcomer, where two have one base: the one that was there stays', async () => {
    await buildStaleArtifacts(options)
    await writeApp('a-copy', { name: 'a-copy', base: '/sales' })
    expect(await buildNames()).toEqual(['sales'])
    expect(faults).toMatchObject([{ code: 'APP_BASE_OVERLAP', place: 'apps/a-copy' }])
  })

  it('nothing once it is mended', async () => {
    await writeApp('returns', '', BROKEN)
    await buildStaleArtifacts(options)
    await writeApp('returns', good)
    faults.length = 0
    expect(await buildNames()).toEqual(['returns', 'sales'])
    expect(faults).toEqual([])
  })
})

describe('only some apps', () => {
  beforeEach(() => writeApp('returns', { name: 'returns', base: '/returns' }))

  it('are built where they are named; a broken one beside them is of no concern', async () => {
    await writeApp('stock', '')
    options.only = ['returns']
    expect(await buildNames()).toEqual(['returns'])
    expect(lines).not.toContain('building sales')
    expect(faults).toEqual([])
  })

  it('are refused before anything is built where one has no such name', async () => {
    options.only = ['sales', 'retruns']
    await expect(buildStaleArtifacts(options)).rejects.toMatchObject({
      code: 'APP_UNKNOWN',
      message: 'There is no app retruns. There are returns, sales.',
    })
    expect(lines).toEqual([])
  })
})

it('ends the build under way when a stop is asked for', async () => {
  const asked = new AbortController()
  await writeApp('sales', { name: 'sales', base: '/sales' }, 'sleep 30')
  options.signal = asked.signal
  options.onProgress = line => line === 'building sales' && asked.abort('SIGTERM')
  await expect(buildStaleArtifacts(options)).rejects.toBe('SIGTERM')
})
