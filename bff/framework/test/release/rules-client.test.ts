import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feed } from '@portico/release'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RulesSource } from '../../src/release/rules/rules-source.ts'
import { FakeSource } from './fake-source.ts'
import { aFeed, aRelease } from './rules-builder.ts'
import { RulesHome } from './rules-home.ts'

let home: RulesHome
beforeEach(async () => {
  home = await RulesHome.create()
})
afterEach(() => home.remove())

const withList = (revision: number, listRevision: number) => {
  const lists = { ...aRelease('r1').lists, allow: { count: 1, revision: listRevision } }
  return aFeed({ revision, releases: [aRelease('r1', { lists })] })
}

describe('rules', () => {
  it('follow the service without being asked', async () => {
    const source = new FakeSource(aFeed({ revision: 1 }))
    const { keeper, onChange, onLive } = home.keep(source)
    await keeper.start()
    expect((await keeper.current())?.feed.revision).toBe(1)
    expect(keeper.state).toBe('LIVE')
    source.change(aFeed({ revision: 2 }))
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2))
    expect((await keeper.current())?.feed.revision).toBe(2)
    expect(onLive).toHaveBeenCalledTimes(1)
  })

  it('bring lists up to date by what changed in them', async () => {
    const source = new FakeSource(withList(1, 1))
    source.members = ['t_a', 't_b']
    const { keeper } = home.keep(source)
    await keeper.start()
    source.change(withList(2, 2))
    await vi.waitFor(async () => {
      const lists = (await keeper.current())?.lists
      const members = ['t_a', 't_b', 't_new'].filter(id => lists?.has('r1', 'allow', id))
      expect(members).toEqual(['t_b', 't_new'])
    })
    expect(source.asked).toEqual(['r1.allow since 0', 'r1.allow since 1'])
  })

  it('are the last good ones, and STALE, while the service is away, and LIVE when it is back', async () => {
    const source = new FakeSource(aFeed({ revision: 1 }))
    const { keeper, onLive } = home.keep(source)
    await keeper.start()
    source.goAway()
    await vi.waitFor(() => expect(keeper.state).toBe('STALE'))
    expect((await keeper.current())?.feed.revision).toBe(1)
    source.isAway = false
    source.change(aFeed({ revision: 5 }))
    await vi.waitFor(() => expect(keeper.state).toBe('LIVE'), 5_000)
    expect((await keeper.current())?.feed.revision).toBe(5)
    expect(onLive).toHaveBeenCalledTimes(2)
  })

  it('survive a restart of the gateway while the service is away, lists included', async () => {
    const source = new FakeSource(withList(7, 1))
    source.members = ['t_a']
    const before = home.keep(source)
    await before.keeper.start()
    await vi.waitFor(async () => expect(await home.readSaved()).toEqual(withList(7, 1)))
    before.keeper.stop()
    const away = new FakeSource(null)
    const { keeper, onChange } = home.keep(away)
    await keeper.start()
    const rules = await keeper.current()
    expect([keeper.state, rules?.feed.revision]).toEqual(['STALE', 7])
    expect([rules?.lists.has('r1', 'allow', 't_a'), rules?.lists.has('r1', 'allow', 't_b')]).toEqual([
      true,
      false,
    ])
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('are those of the artifacts built here when neither service nor disk has any', async () => {
    const current = { shell: '2.0.0', apps: { sales: '1.0.0' }, shared: {} }
    await writeFile(join(home.folder, 'current.json'), JSON.stringify(current))
    const { keeper } = home.keep(null)
    await keeper.start()
    const rules = await keeper.current()
    expect(rules?.feed.baseline).toEqual({ ...current, services: {} })
    expect(await keeper.current()).toBe(rules)
    expect(keeper.state).toBe('LIVE')
  })

  it('on disk that cannot be read are no rules', async () => {
    const { keeper } = home.keep(new FakeSource(null))
    await mkdir(join(home.folder, 'rules'))
    await writeFile(join(home.folder, 'rules', 'rules.json'), '{"revision": "1"')
    await keeper.start()
    expect(await keeper.current()).toBeNull()
  })
})

/** Requests that are answered by hand, in any order. */
class SlowSource implements RulesSource {
  readonly requests: { revision: number | null; answer: (feed: Feed) => void }[] = []

  fetchFeed(revision: number | null): Promise<Feed> {
    return new Promise(answer => this.requests.push({ revision, answer }))
  }

  fetchList(): Promise<Uint8Array> {
    return Promise.reject(new Error('there are no lists'))
  }

  close(): void {}
}

describe('answers that overtake each other', () => {
  /** A keeper that knows revision 4, with its own request waiting and one of a refresh. */
  async function refreshed() {
    const source = new SlowSource()
    const { keeper } = home.keep(source)
    const started = keeper.start()
    await vi.waitFor(() => expect(source.requests).toHaveLength(1))
    source.requests[0]?.answer(aFeed({ revision: 4 }))
    await started
    const done = keeper.refresh()
    expect(source.requests.map(({ revision }) => revision)).toEqual([null, 4, 4])
    const [, waiting, refresh] = source.requests
    return { source, keeper, done, waiting, refresh }
  }

  it('never take rules a step back', async () => {
    const { source, keeper, done, waiting, refresh } = await refreshed()
    waiting?.answer(aFeed({ revision: 6, isStopped: true }))
    await vi.waitFor(() => expect(source.requests).toHaveLength(4))
    refresh?.answer(aFeed({ revision: 5 }))
    await done
    expect((await keeper.current())?.feed).toMatchObject({ revision: 6, isStopped: true })
    expect(keeper.state).toBe('LIVE')
  })

  it('let a database that was set back through with the next request', async () => {
    const { source, keeper, done, waiting, refresh } = await refreshed()
    refresh?.answer(aFeed({ revision: 5 }))
    await done
    waiting?.answer(aFeed({ revision: 3 }))
    await vi.waitFor(() => expect(source.requests).toHaveLength(4))
    expect((await keeper.current())?.feed.revision).toBe(5)
    expect(source.requests[3]?.revision).toBe(5)
    source.requests[3]?.answer(aFeed({ revision: 3 }))
    await vi.waitFor(async () => expect((await keeper.current())?.feed.revision).toBe(3))
  })
})
