import { mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArtifactKey, openArtifactStore } from '@portico/artifact-store'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ArtifactHome } from '../src/artifacts/artifact-home.ts'
import { clearIfDue } from '../src/artifacts/daily-gc.ts'
import { lockVersion } from '../src/artifacts/lock-version.ts'
import { Removals } from '../src/artifacts/removals.ts'
import { app } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf
let home: ArtifactHome

beforeAll(async () => {
  shelf = await Shelf.open()
  home = new ArtifactHome({ PORTICO_ARTIFACTS: shelf.root })
})
afterAll(() => shelf.close())

const versions = ['1.0.0', '1.1.0', '1.2.0']
const has = (version: string) => openArtifactStore(undefined, shelf.root).has('old', version)
const remove = (version: string) => shelf.call('DELETE', `/artifacts/old/${version}`)
const published = async () =>
  (await shelf.run(`select version from artifact where name = 'old' order by id`)).rows.map(
    row => row.version,
  )
const noted = async () =>
  (await shelf.run('select version from artifact_removal order by version')).rows.map(row => row.version)
const dropFails = (fails: (key: ArtifactKey) => boolean) => {
  const { drop } = ArtifactHome.prototype
  return vi.spyOn(ArtifactHome.prototype, 'drop').mockImplementation(function (this: ArtifactHome, key) {
    return fails(key) ? Promise.reject(new Error('The store is away')) : drop.call(this, key)
  })
}

beforeEach(async () => {
  await shelf.run('delete from artifact')
  await shelf.run('delete from artifact_removal')
  for (const version of versions) await shelf.publish(app({ name: 'old', base: '/old', version }))
})
afterEach(() => vi.restoreAllMocks())

describe('a version that is published again', () => {
  it('before its files were dropped keeps them', async () => {
    const failing = dropFails(() => true)
    expect((await remove('1.0.0')).statusCode).toBe(204)
    failing.mockRestore()
    await shelf.publish(app({ name: 'old', base: '/old', version: '1.0.0' }))
    await new Removals({ database: shelf.under.database, log: shelf.under.app.log }, home).finishAll()
    expect([await has('1.0.0'), await noted()]).toEqual([true, []])
  })

  it('while it is deleted is waited for, and then keeps them', async () => {
    const key = { name: 'old', version: '1.0.0' }
    const asked = Promise.withResolvers<void>()
    // Begun outside of the transaction: it is another caller's.
    const removing = asked.promise.then(() => remove('1.0.0'))
    await shelf.under.database.transaction({}, async tx => {
      await lockVersion(tx, key)
      const row = await tx.get('select * from artifact where name = $1 and version = $2', ['old', '1.0.0'])
      asked.resolve()
      await expect.poll(() => tx.list('select version from artifact_removal')).toEqual([{ version: '1.0.0' }])
      await tx.run('insert into artifact select * from jsonb_populate_record(null::artifact, $1)', [
        JSON.stringify(row),
      ])
    })
    expect((await removing).statusCode).toBe(204)
    expect([await has('1.0.0'), await noted()]).toEqual([true, []])
  })
})

describe('a store that fails', () => {
  it('does not fail a deletion, which the next one brings to its end', async () => {
    const failing = dropFails(() => true)
    expect((await remove('1.0.0')).statusCode).toBe(204)
    expect([await has('1.0.0'), await noted()]).toEqual([true, ['1.0.0']])
    failing.mockRestore()
    expect((await remove('1.1.0')).statusCode).toBe(204)
    await expect.poll(noted).toEqual([])
    expect([await has('1.0.0'), await has('1.1.0')]).toEqual([false, false])
  })

  it('for one version costs the others nothing', async () => {
    await shelf.run(`update artifact set published_at = now() - interval '31 days' where name = 'old'`)
    dropFails(({ version }) => version === '1.0.0')
    expect((await shelf.call('POST', '/gc', {})).json().deleted).toEqual(['old@1.0.0', 'old@1.1.0'])
    expect([await has('1.0.0'), await has('1.1.0'), await noted()]).toEqual([true, false, ['1.0.0']])
    vi.restoreAllMocks()
    await shelf.call('POST', '/gc', {})
    expect([await has('1.0.0'), await noted()]).toEqual([false, []])
  })
})

describe('the daily clearing', () => {
  it('that fails is due still', async () => {
    await shelf.run(`update artifact set published_at = now() - interval '31 days' where name = 'old'`)
    await shelf.run(`update artifact_clearing set ran_at = now() - interval '25 hours'`)
    vi.spyOn(home, 'sweep').mockRejectedValueOnce(new Error('The disk is away'))
    await expect(clearIfDue(shelf.under.database, home)).rejects.toThrow('The disk is away')
    expect(await clearIfDue(shelf.under.database, home)).toEqual(['old@1.0.0', 'old@1.1.0'])
    expect([await published(), await noted()]).toEqual([['1.2.0'], ['1.0.0', '1.1.0']])
  })

  it('does not mind an upload that ends while it looks', async () => {
    const incoming = join(shelf.root, '.incoming')
    await mkdir(join(incoming, 'abandoned'), { recursive: true })
    // Listed, but there is nothing when one looks at it.
    await symlink(join(incoming, 'nowhere'), join(incoming, 'a-ended'))
    await home.sweep(Date.now() + 25 * 3_600_000)
    expect(await readdir(incoming)).toEqual(['a-ended'])
  })
})
