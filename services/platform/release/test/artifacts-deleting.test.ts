import { openArtifactStore } from '@portico/artifact-store'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ArtifactHome } from '../src/artifacts/artifact-home.ts'
import { clearIfDue } from '../src/artifacts/daily-gc.ts'
import { app } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

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
    await shelf.call('POST', `/releases/${id}/promote`, { isForced: true, reason: 'no samples here' }, again)
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
