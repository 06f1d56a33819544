import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishImage } from '../src/index.ts'
import { app, appBuild, operation, sharedManifest } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

type Set = { shell: string; apps: Record<string, string>; shared: Record<string, string> }

let shelf: Shelf
let images: string

beforeAll(async () => {
  shelf = await Shelf.open()
  images = await mkdtemp(join(tmpdir(), 'portico-images-'))
})
afterAll(async () => {
  await shelf.close()
  await rm(images, { recursive: true, force: true })
})

const react = { react: '19.1.0+h1' }
/** Apps by name; an app's base is its name. */
const first: Set = { shell: '0.1.0-h1', apps: { sales: '1.4.0-h1', stock: '0.1.0-h1' }, shared: react }
const second: Set = { shell: '0.1.0-h2', apps: { sales: '1.4.0-h2', stock: '0.1.0-h1' }, shared: react }

/** A folder as the image has it. */
async function image(name: string, set: Set, operations: object[] = []): Promise<string> {
  const folder = join(images, name)
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await write('current.json', JSON.stringify(set))
  await write(`shell/${set.shell}/index.html`, '<p>')
  await write(
    `shell/${set.shell}/portico.json`,
    '{"requires":{"shared":{"react":"^19"}},"imports":["react"]}',
  )
  await write(
    `react/${react.react}/portico.json`,
    JSON.stringify({ ...sharedManifest, version: react.react }),
  )
  await write(`react/${react.react}/react.js`, 'export {}\n')
  for (const [each, version] of Object.entries(set.apps)) {
    const files = appBuild({ name: each, version, base: `/${each}`, operations })
    for (const [path, text] of Object.entries(files)) await write(`${each}/${version}/${path}`, text)
  }
  return folder
}

const publish = (folder: string) =>
  publishImage({ RELEASE_DATABASE_URL: shelf.under.database.url, PORTICO_ARTIFACTS: shelf.root }, folder)
const baseline = async () => (await shelf.call('GET', '/baseline')).json()
const isStored = (path: string) =>
  access(join(shelf.root, path)).then(
    () => true,
    () => false,
  )

describe('what an image holds', () => {
  it('is put into the store, published for ever, and becomes the baseline', async () => {
    const done = await publish(await image('first', first))
    expect(done).toEqual({
      added: ['react@19.1.0+h1', 'sales@1.4.0-h1', 'shell@0.1.0-h1', 'stock@0.1.0-h1'],
      withheld: [],
    })
    expect((await baseline()).baseline).toMatchObject(first)
    expect(await isStored('sales/1.4.0-h1/portico.json')).toBe(true)
    const published = (await shelf.call('GET', '/artifacts/sales/1.4.0-h1')).json()
    expect(published).toMatchObject({ isLocal: false, publishedBy: 'system' })
  })

  it('is not touched by a second run, nor by two at once', async () => {
    const before = [await shelf.files(), await shelf.rows()]
    const folder = join(images, 'first')
    const done = await Promise.all([publish(folder), publish(folder)])
    expect(done).toEqual([
      { added: [], withheld: [] },
      { added: [], withheld: [] },
    ])
    expect([await shelf.files(), await shelf.rows()]).toEqual(before)
  })

  it('comes with an upgrade, and what was there stays for tabs that live on it', async () => {
    const done = await publish(await image('second', second))
    expect(done.added).toEqual(['sales@1.4.0-h2', 'shell@0.1.0-h2'])
    expect((await baseline()).baseline).toMatchObject(second)
    expect(await isStored('sales/1.4.0-h1/portico.json')).toBe(true)
  })

  it('changes nothing where the image is an older one, or operators have returned to an earlier set', async () => {
    expect(await publish(join(images, 'first'))).toEqual({ added: [], withheld: [] })
    expect((await baseline()).baseline).toMatchObject(second)
    const [, earlier] = (await shelf.call('GET', '/baseline/history')).json().items
    const { revision } = await baseline()
    const body = { revision: earlier.revision, reason: 'Back' }
    const answer = await shelf.call('POST', '/baseline/return', body, { 'if-match': `"${revision}"` })
    expect(answer.statusCode, answer.body).toBe(200)
    await publish(join(images, 'second'))
    expect((await baseline()).baseline).toMatchObject(first)
  })

  it('does not take the place of what has a higher number, or was published by somebody', async () => {
    expect((await shelf.publish(app({ name: 'stock', version: '0.3.0', base: '/stock' }))).statusCode).toBe(
      201,
    )
    const { baseline: present } = await baseline()
    const by = { ...present, apps: { ...present.apps, stock: '0.3.0' } }
    await shelf.run(
      `with next as (update feed_state set revision = revision + 1 returning revision)
       insert into baseline_history (revision, baseline, actor) select revision, $1, 'user:operator' from next`,
      [JSON.stringify(by)],
    )
    const third: Set = { shell: '0.1.0-h3', apps: { sales: '1.3.9-h3', stock: '0.4.0-h3' }, shared: react }
    expect((await publish(await image('third', third))).withheld).toEqual([
      { name: 'sales', version: '1.3.9-h3', present: '1.4.0-h1' },
      { name: 'stock', version: '0.4.0-h3', present: '0.3.0' },
    ])
    expect((await baseline()).baseline).toMatchObject({ ...by, shell: '0.1.0-h3' })
  })

  it('comes back to no tenant after its files were collected', async () => {
    await shelf.run(`delete from artifact where name = 'sales' and version = '1.4.0-h2'`)
    expect(await publish(join(images, 'second'))).toEqual({ added: [], withheld: [] })
  })

  it('waits for gateways that know its operations: nothing is changed until then', async () => {
    expect(
      (await shelf.call('PUT', '/graphs/merchant', { sdl: 'type Query { orders: Int }' })).statusCode,
    ).toBe(204)
    const next: Set = { ...first, apps: { sales: '1.6.0-h4' } }
    const folder = await image('fourth', next, [operation('Notes', '{ notes }')])
    const before = [await shelf.files(), await shelf.rows()]
    await expect(publish(folder)).rejects.toThrow(/OPERATION_INVALID.* older than these builds/)
    expect([await shelf.files(), await shelf.rows()]).toEqual(before)
    await shelf.call('PUT', '/graphs/merchant', { sdl: 'type Query { orders: Int notes: Int }' })
    expect((await publish(folder)).added).toEqual(['sales@1.6.0-h4'])
  })

  it('is missed by name, and is not the store itself', async () => {
    await expect(publish(join(images, 'none'))).rejects.toMatchObject({ code: 'BUILDS_MISSING' })
    await writeFile(join(shelf.root, 'current.json'), JSON.stringify(first))
    await expect(publish(shelf.root)).rejects.toMatchObject({ code: 'BAD_SETTING' })
  })

  it('waits for the migration job', async () => {
    await shelf.run('delete from schema_version where version > 1')
    await expect(publish(join(images, 'first'))).rejects.toMatchObject({ code: 'SCHEMA_TOO_OLD' })
  })
})
