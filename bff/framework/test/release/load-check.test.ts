import { createHash } from 'node:crypto'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ArtifactLibrary } from '../../src/release/artifact-library.ts'
import { AssetFiles } from '../../src/release/asset-file.ts'
import { LoadCheck } from '../../src/release/load-check.ts'
import { createLog } from '../../src/telemetry/log.ts'

type Files = Record<string, string | Buffer>

const hashOf = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`
const chunk = 'export const x = 1'
const entry = `import { x } from './chunk.js'\nimport('./late.js')\nimport 'react'\nexport { x }`

function artifact(text = entry, over: Files = {}): Files {
  return {
    'sales/1.5.0/portico.json': JSON.stringify({
      schema: 1,
      name: 'sales',
      version: '1.5.0',
      protocol: 1,
      entry: 'assets/entry.js',
      css: [],
      preload: ['assets/chunk.js'],
      imports: [],
      own: {},
      integrity: { 'assets/entry.js': hashOf(text), 'assets/chunk.js': hashOf(chunk) },
      title: { 'zh-CN': 's', en: 's' },
      icon: 'shopping',
      base: '/sales',
      menu: [],
      requires: { shared: {} },
      operations: [],
      keepAlive: true,
    }),
    'sales/1.5.0/assets/entry.js': text,
    'sales/1.5.0/assets/chunk.js': chunk,
    'sales/1.5.0/assets/late.js': chunk,
    ...over,
  }
}

function checkOf(files: Files) {
  let reads = 0
  const reader = {
    async find(path: string) {
      reads += 1
      const file = files[path]
      if (file === 'away') throw new Error('The store does not answer')
      return file === undefined ? null : Buffer.from(file)
    },
  }
  let now = 1
  const log = createLog(() => {})
  const check = new LoadCheck(new ArtifactLibrary(reader, log, ''), new AssetFiles(reader), () => now)
  return {
    isBroken: () => check.isBroken('sales', '1.5.0'),
    reads: () => reads,
    later: () => {
      now += 6_000
    },
  }
}

describe('an artifact that a browser could not load', () => {
  const without = (path: string) => {
    const { [path]: _, ...rest } = artifact()
    return rest
  }
  it.each<[string, Files, boolean]>([
    ['is sound', artifact(), false],
    ['throws at mount and is sound', artifact('throw new Error()'), false],
    ['imports one of many by a template', artifact(`const l = 1\nimport(\`./words/\${l}.js\`)`), false],
    ['has no description', without('sales/1.5.0/portico.json'), true],
    ['has no entry', without('sales/1.5.0/assets/entry.js'), true],
    ['lacks a chunk', without('sales/1.5.0/assets/chunk.js'), true],
    ['lacks a chunk that only an import names', without('sales/1.5.0/assets/late.js'), true],
    ['imports what never was', artifact(`import './assets/not-there.js'`), true],
    ['has another hash', artifact(entry, { 'sales/1.5.0/assets/entry.js': 'export {}' }), true],
    [
      'has a compressed copy that is another file',
      artifact(entry, { 'sales/1.5.0/assets/entry.js.br': brotliCompressSync('export {}') }),
      true,
    ],
    ['cannot be read', artifact(entry, { 'sales/1.5.0/assets/entry.js': 'away' }), true],
  ])('%s', async (_name, files, isBroken) => {
    expect(await checkOf(files).isBroken()).toBe(isBroken)
  })

  it('is looked at once in a while, however many say so', async () => {
    const check = checkOf(artifact())
    await Promise.all(Array.from({ length: 100 }, check.isBroken))
    const reads = check.reads()
    await check.isBroken()
    expect(check.reads()).toBe(reads)
  })

  it('is looked at again after its store was away', async () => {
    const files = artifact(entry, { 'sales/1.5.0/assets/entry.js': 'away' })
    const check = checkOf(files)
    expect(await check.isBroken()).toBe(true)
    files['sales/1.5.0/assets/entry.js'] = entry
    check.later()
    expect(await check.isBroken()).toBe(false)
  })
})
