import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ArtifactStore } from '../src/index.ts'

const script = `export const words = ${JSON.stringify('sales '.repeat(400))}\n`

/** What every store keeps. `create` gives an empty one. */
export function describeArtifactStore(create: () => Promise<ArtifactStore>) {
  let store: ArtifactStore
  let work: string
  let dist: string

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'portico-store-'))
    dist = await folder('dist', { 'portico.json': '{}', 'assets/entry.js': script, 'assets/a.css': 'a{}' })
  })
  beforeEach(async () => {
    store = await create()
  })
  afterAll(() => rm(work, { recursive: true, force: true }))

  const folder = async (name: string, files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(work, name, path)), { recursive: true })
      await writeFile(join(work, name, path), text)
    }
    return join(work, name)
  }
  const text = async (path: string) => (await store.find(path))?.toString() ?? null

  describe('an artifact store', () => {
    it('is empty at first', async () => {
      expect(await store.list()).toEqual([])
      expect(await store.has('sales', '1.0.0')).toBe(false)
      expect(await store.find('sales/1.0.0/portico.json')).toBeNull()
    })

    it('gives the files of what was put, and lists it', async () => {
      await store.put('sales', '1.0.0+h1', dist)
      await store.put('sales', '1.1.0-h2', dist)
      await store.put('shell', '0.1.0', dist)
      expect(await text('sales/1.0.0+h1/assets/entry.js')).toBe(script)
      expect(await store.has('sales', '1.0.0+h1')).toBe(true)
      const keys = (await store.list()).map(({ name, version }) => `${name}@${version}`)
      expect(keys.sort()).toEqual(['sales@1.0.0+h1', 'sales@1.1.0-h2', 'shell@0.1.0'])
    })

    it('has compressed copies of what gets smaller by it', async () => {
      await store.put('sales', '1.0.0', dist)
      const br = await store.find('sales/1.0.0/assets/entry.js.br')
      const gz = await store.find('sales/1.0.0/assets/entry.js.gz')
      expect(brotliDecompressSync(br ?? '').toString()).toBe(script)
      expect(gunzipSync(gz ?? '').toString()).toBe(script)
      expect(await store.find('sales/1.0.0/assets/a.css.br')).toBeNull()
    })

    it('takes copies that lie beside the files as they are, where they are said to', async () => {
      const dir = await folder('kept', { 'entry.js': script, 'entry.js.br': 'packed', 'plain.js': script })
      await store.put('sales', '1.0.0', dir, 'kept')
      expect(await text('sales/1.0.0/entry.js')).toBe(script)
      expect(await text('sales/1.0.0/entry.js.br')).toBe('packed')
      expect(await text('sales/1.0.0/entry.js.gz')).toBeNull()
      expect(await text('sales/1.0.0/plain.js.br')).toBeNull()
    })

    it('keeps what it has when the version is put again', async () => {
      await store.put('sales', '1.0.0', dist)
      await store.put('sales', '1.0.0', await folder('other', { 'portico.json': '{"other": true}' }))
      expect(await text('sales/1.0.0/portico.json')).toBe('{}')
    })

    it('puts one version once when two put it at the same time', async () => {
      await Promise.all([store.put('sales', '1.0.0', dist), store.put('sales', '1.0.0', dist)])
      expect(await store.list()).toEqual([{ name: 'sales', version: '1.0.0' }])
      expect(await text('sales/1.0.0/portico.json')).toBe('{}')
    })

    it('has nothing of what could not be put whole', async () => {
      await expect(store.put('sales', '1.0.0', join(work, 'nowhere'))).rejects.toThrow()
      expect(await store.has('sales', '1.0.0')).toBe(false)
      expect(await store.list()).toEqual([])
    })

    it('removes an artifact whole, and nothing beside it', async () => {
      await store.put('sales', '1.0.0', dist)
      await store.put('sales', '1.0.0-h1', dist)
      await store.remove('sales', '1.0.0')
      await store.remove('sales', '1.0.0')
      expect(await store.list()).toEqual([{ name: 'sales', version: '1.0.0-h1' }])
      expect(await store.find('sales/1.0.0/assets/entry.js')).toBeNull()
      expect(await text('sales/1.0.0-h1/assets/entry.js')).toBe(script)
    })

    it.each([
      'sales/1.0.0/../../secret',
      '/sales/1.0.0/portico.json',
      'sales/1.0.0/.env',
      'sales/1.0.0/',
      'current.json',
      '',
    ])('has no file %j', async path => {
      await store.put('sales', '1.0.0', dist)
      expect(await store.find(path)).toBeNull()
    })
  })
}
