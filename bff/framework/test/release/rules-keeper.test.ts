import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeList, type Feed, fingerprintOf } from '@portico/release'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CurrentSetFile } from '../../src/release/current-set.ts'
import { RulesKeeper } from '../../src/release/rules-keeper.ts'
import type { RulesSource } from '../../src/release/rules-source.ts'
import { RulesStore } from '../../src/release/rules-store.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { aFeed, aRelease, listBytes } from './rules-builder.ts'

const log = createLog(() => {})

/** A release service that holds its answer until there is another revision, or is away. */
class FakeSource implements RulesSource {
  feed: Feed | null
  isAway = false
  members: string[] = []
  readonly asked: string[] = []
  #waiting: (() => void)[] = []

  constructor(feed: Feed | null) {
    this.feed = feed
  }

  change(feed: Feed): void {
    this.feed = feed
    this.#wake()
  }

  goAway(): void {
    this.isAway = true
    this.#wake()
  }

  async fetchFeed(revision: number | null, waitSeconds: number): Promise<Feed | null> {
    if (!this.isAway && waitSeconds > 0 && this.feed?.revision === revision) {
      await new Promise<void>(resolve => this.#waiting.push(resolve))
    }
    if (this.isAway || !this.feed) throw new Error('away')
    return this.feed.revision === revision ? null : this.feed
  }

  async fetchList(releaseId: string, list: string, since: number): Promise<Uint8Array> {
    this.asked.push(`${releaseId}.${list} since ${since}`)
    if (since === 0) return listBytes(this.members, 1)
    return encodeList({
      revision: 2,
      isFull: false,
      added: [fingerprintOf('t_new')],
      removed: [fingerprintOf('t_a')],
    })
  }

  #wake(): void {
    for (const go of this.#waiting.splice(0)) go()
  }
}

let folder: string
let keepers: RulesKeeper[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-rules-'))
  keepers = []
})
afterEach(async () => {
  for (const keeper of keepers) keeper.stop()
  await rm(folder, { recursive: true, force: true })
})

function keep(source: RulesSource | null) {
  const store = new RulesStore(join(folder, 'rules'), log)
  const onChange = vi.fn()
  const onLive = vi.fn()
  const currentSet = new CurrentSetFile(folder, log)
  const keeper = new RulesKeeper({ source, store, currentSet, log, onChange, onLive })
  keepers.push(keeper)
  return { keeper, onChange, onLive }
}

const withList = (revision: number, listRevision: number) => {
  const lists = { ...aRelease('r1').lists, allow: { count: 1, revision: listRevision } }
  return aFeed({ revision, releases: [aRelease('r1', { lists })] })
}

describe('rules', () => {
  it('follow the service without being asked', async () => {
    const source = new FakeSource(aFeed({ revision: 1 }))
    const { keeper, onChange, onLive } = keep(source)
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
    const { keeper } = keep(source)
    await keeper.start()
    source.change(withList(2, 2))
    await vi.waitFor(async () => expect((await keeper.current())?.feed.revision).toBe(2))
    expect(source.asked).toEqual(['r1.allow since 0', 'r1.allow since 1'])
    const lists = (await keeper.current())?.lists
    const members = ['t_a', 't_b', 't_new'].filter(id => lists?.has('r1', 'allow', id))
    expect(members).toEqual(['t_b', 't_new'])
  })

  it('are the last good ones, and STALE, while the service is away, and LIVE when it is back', async () => {
    const source = new FakeSource(aFeed({ revision: 1 }))
    const { keeper, onLive } = keep(source)
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
    const before = keep(source)
    await before.keeper.start()
    await vi.waitFor(async () => expect(await readdir(join(folder, 'rules'))).toContain('rules.json'))
    before.keeper.stop()
    const away = new FakeSource(null)
    const { keeper, onChange } = keep(away)
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
    await writeFile(join(folder, 'current.json'), JSON.stringify(current))
    const { keeper } = keep(null)
    await keeper.start()
    expect((await keeper.current())?.feed.baseline).toEqual({ ...current, services: {} })
    expect(keeper.state).toBe('LIVE')
  })

  it('on disk that cannot be read are no rules', async () => {
    const { keeper } = keep(new FakeSource(null))
    await mkdir(join(folder, 'rules'))
    await writeFile(join(folder, 'rules', 'rules.json'), '{"revision": "1"')
    await keeper.start()
    expect(await keeper.current()).toBeNull()
  })
})
