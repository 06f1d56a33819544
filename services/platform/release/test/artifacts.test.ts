import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openArtifactStore } from '@portico/artifact-store'
import { create } from 'tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  app,
  appBuild,
  appFiles,
  entriesOf,
  hashOf,
  manifestOf,
  operation,
  sharedManifest,
  tgz,
} from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

describe('publishing', () => {
  it('keeps the files, says what they are, and who did it', async () => {
    const { authorization } = await shelf.token('sales-ci', ['sales'])
    const answer = await shelf.publish(app({ version: '1.0.0' }), { authorization })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({
      name: 'sales',
      version: '1.0.0',
      kind: 'app',
      fileCount: 3,
      publishedBy: 'token:sales-ci',
      isLocal: false,
    })
    const store = openArtifactStore(undefined, shelf.root)
    expect(String(await store.find('sales/1.0.0/assets/entry.js'))).toBe(appFiles['assets/entry.js'])
    const audit = await shelf.run(`select actor, action from audit where subject = 'artifact:sales@1.0.0'`)
    expect(audit.rows).toEqual([{ actor: 'token:sales-ci', action: 'artifact.publish' }])
  })

  it('takes what tar packs of a folder', async () => {
    const dir = join(shelf.root, '.dist')
    const files = appBuild({ name: 'packed', version: '1.0.0', base: '/packed' })
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true })
      await writeFile(join(dir, path), text)
    }
    const archive = Buffer.concat(await create({ gzip: true, cwd: dir, sync: false }, ['.']).collect())
    expect((await shelf.publish(archive)).statusCode).toBe(201)
    const details = (await shelf.call('GET', '/artifacts/packed/1.0.0')).json()
    expect(details.files.map(({ path }: { path: string }) => path)).toEqual([
      'assets/entry.css',
      'assets/entry.js',
      'portico.json',
    ])
    expect(details).toMatchObject({ base: '/packed', title: { en: 'Sales' }, operationCount: 0 })
  })

  it('the same again changes nothing and is no fault, however it was packed', async () => {
    await shelf.publish(app({ version: '1.1.0' }))
    const before = [await shelf.files(), await shelf.rows()]
    const entries = entriesOf(appFiles, manifestOf(appFiles, { version: '1.1.0' }))
    const answer = await shelf.publish(tgz([{ path: './', type: '5' }, ...entries.reverse()]))
    expect(answer.statusCode).toBe(200)
    expect([await shelf.files(), await shelf.rows()]).toEqual(before)
  })

  it('of one version by many at once is done once', async () => {
    const same = Array.from({ length: 4 }, () => shelf.publish(app({ version: '1.2.0' })))
    const other = Array.from({ length: 2 }, () => shelf.publish(app({ version: '1.2.0', icon: 'tag' })))
    const answers = await Promise.all([...same, ...other])
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.filter(status => status === 201)).toHaveLength(1)
    const winner = answers.find(({ statusCode }) => statusCode === 201)?.json()
    for (const answer of answers.filter(({ statusCode }) => statusCode === 200)) {
      expect(answer.json()).toEqual(winner)
    }
    for (const answer of answers.filter(({ statusCode }) => statusCode > 201)) {
      expect(answer.json()).toMatchObject({ code: 'VERSION_EXISTS', status: 409 })
    }
    const kept = await openArtifactStore(undefined, shelf.root).find('sales/1.2.0/portico.json')
    const { files } = (await shelf.call('GET', '/artifacts/sales/1.2.0')).json()
    const manifest = files.find(({ path }: { path: string }) => path === 'portico.json')
    expect(hashOf(kept ?? '')).toBe(manifest.integrity)
    expect(await readdir(join(shelf.root, '.incoming'))).toEqual([])
  })

  it('replaces files of an upload that did not come to its end', async () => {
    await shelf.build('sales', '1.3.0', { 'portico.json': '{}', 'old.js': 'old()' })
    expect((await shelf.publish(app({ version: '1.3.0' }))).statusCode).toBe(201)
    const store = openArtifactStore(undefined, shelf.root)
    expect(await store.find('sales/1.3.0/old.js')).toBeNull()
    expect(await store.find('sales/1.3.0/assets/entry.js')).not.toBeNull()
  })

  it('of the shell and of shared libraries is for who may do everything', async () => {
    const { authorization } = await shelf.token('platform', ['*'])
    const shell = {
      name: 'shell',
      version: '2.0.0',
      requires: { shared: {} },
      integrity: { 'main.js': hashOf('start()') },
    }
    const archive = tgz(entriesOf({ 'index.html': '<p>', 'main.js': 'start()' }, shell))
    expect((await shelf.publish(archive, { authorization })).json()).toMatchObject({ kind: 'shell' })
    const library = {
      ...sharedManifest,
      name: 'vue',
      version: '3.5.0',
      integrity: { 'react.js': hashOf('export {}\n') },
    }
    const shared = await shelf.publish(tgz(entriesOf({ 'react.js': 'export {}\n' }, library)), {
      authorization,
    })
    expect(shared.json()).toMatchObject({ name: 'vue', kind: 'shared' })
  })

  it('takes an app that asks for a shared library, or brings its own', async () => {
    const asking = app({ name: 'asking', base: '/asking', requires: { shared: { vue: '^3' } } })
    expect((await shelf.publish(asking)).statusCode).toBe(201)
    const files = { ...appFiles, 'own/lodash.js': 'export {}\n' }
    const own = { lodash: { lodash: 'own/lodash.js' } }
    const bringing = app(
      { name: 'bringing', base: '/bringing', requires: { shared: { lodash: '^4' } }, own },
      files,
    )
    expect((await shelf.publish(bringing)).statusCode).toBe(201)
  })
})

describe('reading', () => {
  it('pages newest first', async () => {
    const first = (await shelf.call('GET', '/artifacts?name=sales&first=2')).json()
    const second = (
      await shelf.call('GET', `/artifacts?name=sales&first=50&after=${first.nextCursor}`)
    ).json()
    const versions = [...first.items, ...second.items].map(({ version }: { version: string }) => version)
    expect(versions).toEqual(['1.3.0', '1.2.0', '1.1.0', '1.0.0'])
    expect(second.nextCursor).toBeNull()
  })

  it('says what a version has that another has not', async () => {
    const files = {
      ...appFiles,
      'assets/entry.js': 'export const mount = 1, unmount = 2\n',
      'a.js': 'lazy()',
    }
    const operations = [operation('Orders', '{ orders { id } }')]
    await shelf.publish(app({ version: '1.4.0', operations }, files))
    const changes = (await shelf.call('GET', '/artifacts/sales/1.4.0/changes?from=1.3.0')).json()
    expect(changes).toMatchObject({ from: '1.3.0', to: '1.4.0', removed: [], operationsAdded: ['Orders'] })
    expect(changes.added.map(({ path }: { path: string }) => path)).toEqual(['a.js'])
    expect(changes.changed.map(({ path }: { path: string }) => path)).toEqual([
      'assets/entry.js',
      'portico.json',
    ])
    expect((await shelf.call('GET', '/artifacts/sales/9.9.9')).json()).toMatchObject({
      code: 'ARTIFACT_UNKNOWN',
      name: 'sales',
      version: '9.9.9',
    })
  })
})
