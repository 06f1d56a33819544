import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openArtifactStore } from '@portico/artifact-store'
import { create } from 'tar'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ArtifactHome } from '../src/artifacts/artifact-home.ts'
import { clearIfDue } from '../src/artifacts/daily-gc.ts'
import { app, appFiles, entriesOf, hashOf, manifestOf, operation, tgz } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

const react = {
  schema: 1,
  name: 'react',
  version: '19.1.0+h1',
  exports: { react: 'react.js' },
  imports: {},
  requires: { shared: {} },
  integrity: { 'react.js': hashOf('export {}\n') },
}
const bySystem = 'portico.actor=system'

/** Puts a build where the launcher would. */
async function build(name: string, version: string, files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(shelf.root, name, version, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

const appBuild = (changes: object) => ({
  'portico.json': JSON.stringify(manifestOf(appFiles, changes)),
  ...appFiles,
})
const shellBuild = {
  'index.html': '<p>',
  'assets/main.js': 'start()',
  'portico.json': '{"requires":{"shared":{"react":"^19"}},"imports":["react"]}',
}

async function buildProduct() {
  await build('shell', '0.1.0-h1', shellBuild)
  await build('react', '19.1.0+h1', {
    'portico.json': JSON.stringify(react),
    'react.js': 'export {}\n',
  })
  await build('local', '1.4.0-h1', appBuild({ name: 'local', version: '1.4.0-h1', base: '/local' }))
  await build('local', '1.5.0-h1', appBuild({ name: 'local', version: '1.5.0-h1', base: '/local' }))
}

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
    const other = Array.from({ length: 2 }, () => shelf.publish(app({ version: '1.2.0', icon: 'other' })))
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
    await build('sales', '1.3.0', { 'portico.json': '{}', 'old.js': 'old()' })
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
      ...react,
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

describe('builds of this machine', () => {
  const set = { shell: '0.1.0-h1', apps: { local: '1.4.0-h1' }, shared: { react: '19.1.0+h1' } }
  const put = (body: object) => shelf.call('PUT', '/local', body, { baggage: bySystem })
  const baseline = async () => (await shelf.call('GET', '/baseline')).json()

  it('are registered and become the baseline, others are only registered', async () => {
    await buildProduct()
    const others = [{ name: 'local', version: '1.5.0-h1' }]
    expect((await put({ ...set, others })).statusCode).toBe(204)
    expect((await baseline()).baseline).toMatchObject(set)
    expect((await shelf.call('GET', '/artifacts/local/1.5.0-h1')).json()).toMatchObject({ isLocal: true })
    expect((await shelf.call('GET', '/artifacts/shell/0.1.0-h1')).json()).toMatchObject({
      kind: 'shell',
      requires: { react: '^19' },
    })
  })

  it('of the same content change nothing', async () => {
    const before = [await shelf.files(), await shelf.rows()]
    await put(set)
    const [files] = before
    expect(await shelf.files()).toEqual(files)
    expect((await baseline()).baseline).toMatchObject(set)
  })

  it('replace a build of the same version', async () => {
    await build('local', '1.4.0-h1', { 'assets/entry.css': 'b {}' })
    const digest = async () => (await shelf.call('GET', '/artifacts/local/1.4.0-h1')).json().digest
    const before = await digest()
    expect((await put(set)).statusCode).toBe(204)
    expect(await digest()).not.toBe(before)
  })

  it('that are not there, or were published by somebody, are refused', async () => {
    expect((await put({ ...set, apps: { local: '9.0.0' } })).json().code).toBe('ARTIFACT_UNKNOWN')
    await build('sales', '1.0.0', { 'assets/entry.css': 'changed {}' })
    expect((await put({ ...set, apps: { sales: '1.0.0' } })).json().code).toBe('VERSION_EXISTS')
    const { authorization } = await shelf.token('local-team', ['local'])
    const answer = await shelf.under.call('PUT', '/local', {
      tenant: null,
      body: set,
      headers: { authorization },
    })
    expect(answer.json().code).toBe('FORBIDDEN_SCOPE')
  })
})

describe('deleting', () => {
  const remove = (version: string) => shelf.call('DELETE', `/artifacts/old/${version}`)
  const publish = (version: string) => shelf.publish(app({ name: 'old', base: '/old', version }))
  const usedBy = async (version: string) => (await remove(version)).json().by
  const age = (days: number) =>
    shelf.run(`update artifact set published_at = now() - make_interval(days => $1) where name = 'old'`, [
      days,
    ])

  beforeEach(async () => {
    await shelf.run(`delete from artifact where name = 'old'`)
    for (const version of ['1.0.0', '1.1.0', '1.2.0', '1.3.0']) await publish(version)
    await shelf.run('delete from snapshot')
  })

  const snapshot = (version: string, daysAgo: number) =>
    shelf.run(
      `insert into snapshot (id, content, first_served_at, last_served_at, page_count)
       values ('s1', $1, now(), now() - make_interval(days => $2), 1)`,
      [
        JSON.stringify({ shell: '0', apps: { old: version }, shared: {}, services: {}, releases: [] }),
        daysAgo,
      ],
    )

  it('takes files and row away', async () => {
    expect((await remove('1.0.0')).statusCode).toBe(204)
    expect((await remove('1.0.0')).json().code).toBe('ARTIFACT_UNKNOWN')
    expect(await openArtifactStore(undefined, shelf.root).has('old', '1.0.0')).toBe(false)
  })

  it('is refused while a snapshot served in the last 30 days names it', async () => {
    await snapshot('1.0.0', 29)
    expect(await usedBy('1.0.0')).toEqual(['snapshot:s1'])
    await shelf.run(`update snapshot set last_served_at = now() - interval '31 days'`)
    expect((await remove('1.0.0')).statusCode).toBe(204)
  })

  it('is refused while a release that begins or runs lays it over', async () => {
    const body = { overlay: { apps: { old: '1.1.0' } } }
    const { id, revision } = (await shelf.call('POST', '/releases', body)).json()
    expect(await usedBy('1.1.0')).toEqual([`release:${id}`])
    const match = { 'if-match': `"${revision}"` }
    const started = await shelf.call('POST', `/releases/${id}/start`, {}, match)
    expect(await usedBy('1.1.0')).toEqual([`release:${id}`])
    const again = { 'if-match': `"${started.json().revision}"` }
    await shelf.call('POST', `/releases/${id}/promote`, {}, again)
    expect(await usedBy('1.1.0')).toEqual(['baseline'])
  })

  it('is refused while one of the last 20 baselines names it', async () => {
    const history = (revision: number, apps: object) =>
      shelf.run(`insert into baseline_history (revision, baseline, actor) values ($1, $2, 'system')`, [
        revision,
        JSON.stringify({ shell: '', apps, shared: {}, services: {} }),
      ])
    await history(1000, { old: '1.2.0' })
    for (let n = 1; n < 20; n++) await history(1000 + n, {})
    expect(await usedBy('1.2.0')).toEqual(['baseline:1000'])
    await history(1020, {})
    expect((await remove('1.2.0')).statusCode).toBe(204)
    await shelf.run('delete from baseline_history where revision >= 1000')
  })

  it('is for the team it belongs to', async () => {
    const { authorization } = await shelf.token(`other-${Date.now()}`, ['sales'])
    const headers = { authorization }
    const answer = await shelf.under.call('DELETE', '/artifacts/old/1.0.0', { tenant: null, headers })
    expect(answer.json().code).toBe('FORBIDDEN_SCOPE')
  })

  it('of all that nothing needs leaves the young, the newest and the used', async () => {
    await snapshot('1.2.0', 1)
    const collect = async (body: object) => (await shelf.call('POST', '/gc', body)).json().deleted
    expect(await collect({})).toEqual([])
    await age(31)
    const before = await shelf.files()
    const unused = (await collect({ isDryRun: true })) as string[]
    expect(unused).toEqual(expect.arrayContaining(['old@1.0.0']))
    expect(unused).not.toEqual(expect.arrayContaining(['old@1.2.0']))
    expect(unused).not.toEqual(expect.arrayContaining(['old@1.3.0']))
    expect(await shelf.files()).toEqual(before)
    expect(await collect({ retentionDays: 40 })).toEqual([])
    expect(await collect({})).toEqual(unused)
    expect(await openArtifactStore(undefined, shelf.root).has('old', '1.0.0')).toBe(false)
    expect(await openArtifactStore(undefined, shelf.root).has('old', '1.2.0')).toBe(true)
  })

  it('is done once a day by itself', async () => {
    await age(31)
    const home = new ArtifactHome({ PORTICO_ARTIFACTS: shelf.root })
    expect(await clearIfDue(shelf.under.database, home)).toEqual([])
    await shelf.run(`update artifact_clearing set ran_at = now() - interval '25 hours'`)
    const runs = await Promise.all([1, 2].map(() => clearIfDue(shelf.under.database, home)))
    expect(runs.flat().filter(name => name === 'old@1.0.0')).toHaveLength(1)
  })
})
