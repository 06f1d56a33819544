import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { MemberList } from '@portico/release'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RulesClient } from '../../src/release/rules/rules-client.ts'
import { resolveSnapshot } from '../../src/release/snapshot-resolution.ts'
import { FakeSource } from './fake-source.ts'
import { aFeed, aRelease, listBytes } from './rules-builder.ts'
import { RulesHome } from './rules-home.ts'

let home: RulesHome
beforeEach(async () => {
  home = await RulesHome.create()
})
afterEach(() => home.remove())

/** A release that takes the app `id` elsewhere, with lists of these revisions. */
function listed(id: string, revisions: Partial<Record<MemberList, number>>, percentBp = 0) {
  const refs = Object.entries(revisions).map(([list, revision]) => [list, { count: 1, revision }])
  const lists = { ...aRelease(id).lists, ...Object.fromEntries(refs) }
  return aRelease(id, { percentBp, lists, overlay: { apps: { [id]: '2.0.0' }, services: {} } })
}

/** Releases the tenant is on. */
async function releasesOf(keeper: RulesClient, tenantId: string): Promise<string[]> {
  const rules = await keeper.current()
  if (!rules) throw new Error('no rules')
  return resolveSnapshot(rules, { tenantId, facts: {} }).content.releases.slice()
}

async function started(source: FakeSource): Promise<RulesClient> {
  const { keeper } = home.keep(source)
  await keeper.start()
  return keeper
}

describe('while the list of a release is on its way', () => {
  it('a stop, an end and what was revoked are followed at once', async () => {
    const source = new FakeSource(
      aFeed({ revision: 1, releases: [listed('r1', { allow: 1 }), listed('r2', { allow: 1 })] }),
    )
    source.members = ['t_a']
    const keeper = await started(source)
    expect(await releasesOf(keeper, 't_a')).toEqual(['r1', 'r2'])
    source.lists.set('r1.allow', () => new Promise(() => {}))
    source.change(aFeed({ revision: 2, releases: [listed('r1', { allow: 2 }), listed('r2', { allow: 1 })] }))
    await vi.waitFor(() => expect(source.asked).toContain('r1.allow since 1'))
    const revoked = [{ id: 'r2', isForced: true }]
    source.change(aFeed({ revision: 3, releases: [listed('r1', { allow: 2 })], revoked, isStopped: true }))
    await vi.waitFor(async () =>
      expect((await keeper.current())?.feed).toMatchObject({ revision: 3, revoked, isStopped: true }),
    )
    expect(await releasesOf(keeper, 't_a')).toEqual([])
    expect(keeper.state).toBe('LIVE')
  })

  it('the release stays as it was, rules and lists, and the others move on', async () => {
    const source = new FakeSource(aFeed({ revision: 1, releases: [listed('r1', { allow: 1 })] }))
    source.members = ['t_a']
    const keeper = await started(source)
    const { promise: block, resolve } = Promise.withResolvers<Uint8Array>()
    source.lists.set('r1.block', () => block)
    source.lists.set('r1.allow', async () => listBytes(['t_a', 't_b'], 2))
    const widened = [listed('r1', { allow: 2, block: 1 }, 10_000), listed('r2', {}, 10_000)]
    source.change(aFeed({ revision: 2, releases: widened }))
    await vi.waitFor(async () => expect(await releasesOf(keeper, 't_a')).toEqual(['r1', 'r2']))
    expect(await releasesOf(keeper, 't_b')).toEqual(['r2'])
    resolve(listBytes(['t_a'], 1))
    await vi.waitFor(async () => expect(await releasesOf(keeper, 't_b')).toEqual(['r1', 'r2']))
    expect(await releasesOf(keeper, 't_a')).toEqual(['r2'])
  })

  it('a new release is given to no tenant, and still is one that runs', async () => {
    const source = new FakeSource(aFeed({ revision: 1 }))
    const keeper = await started(source)
    const { promise: block, resolve } = Promise.withResolvers<Uint8Array>()
    source.lists.set('r1.block', () => block)
    source.change(aFeed({ revision: 2, releases: [listed('r1', { block: 1 }, 10_000)] }))
    await vi.waitFor(async () => expect((await keeper.current())?.feed.revision).toBe(2))
    expect((await keeper.current())?.feed.releases.map(({ id }) => id)).toEqual(['r1'])
    expect(await releasesOf(keeper, 't_a')).toEqual([])
    resolve(listBytes(['t_b'], 1))
    await vi.waitFor(async () => expect(await releasesOf(keeper, 't_a')).toEqual(['r1']))
    expect(await releasesOf(keeper, 't_b')).toEqual([])
  })

  it('rules on disk name no list that is not there', async () => {
    const source = new FakeSource(aFeed({ revision: 1, releases: [listed('r1', { allow: 1 })] }))
    source.members = ['t_a']
    const before = await started(source)
    source.lists.set('r1.allow', () => new Promise(() => {}))
    source.lists.set('r2.block', () => new Promise(() => {}))
    const releases = [listed('r1', { allow: 2 }), listed('r2', { block: 1 }, 10_000)]
    source.change(aFeed({ revision: 2, releases }))
    await vi.waitFor(async () => expect((await home.readSaved()).revision).toBe(2))
    before.stop()
    const keeper = await started(new FakeSource(null))
    expect(home.logged('rules.unreadable')).toEqual([])
    expect(await releasesOf(keeper, 't_a')).toEqual(['r1'])
  })

  it('a refresh waits for the list that comes with the new rules', async () => {
    const source = new FakeSource(aFeed({ revision: 1, releases: [listed('r1', {}, 10_000)] }))
    const keeper = await started(source)
    const { promise: left, resolve } = Promise.withResolvers<Uint8Array>()
    source.lists.set('r1.left', () => left)
    source.change(aFeed({ revision: 2, releases: [listed('r1', { left: 1 }, 10_000)] }))
    await vi.waitFor(() => expect(source.asked).toEqual(['r1.left since 0']))
    const refreshed = keeper.refresh()
    resolve(listBytes(['t_a'], 1))
    await refreshed
    expect(await releasesOf(keeper, 't_a')).toEqual([])
  })
})

describe('a list that cannot be fetched', () => {
  it('holds up no other release, and makes nothing stale', async () => {
    const releases = [listed('r1', { allow: 1 }), listed('r2', { allow: 1 })]
    const source = new FakeSource(aFeed({ revision: 1, releases }))
    source.members = ['t_a']
    source.lists.set('r1.allow', () => Promise.reject(new Error('over 67108864 bytes')))
    const keeper = await started(source)
    expect(await releasesOf(keeper, 't_a')).toEqual(['r2'])
    expect(keeper.state).toBe('LIVE')
    source.change(aFeed({ revision: 2, releases, isStopped: true }))
    await vi.waitFor(async () => expect(await releasesOf(keeper, 't_a')).toEqual([]))
    expect(home.lines.map(({ event }) => event)).toEqual(['rules.live', 'rules.list_missing'])
  })

  it('on disk takes its release from every tenant, and leaves the rest', async () => {
    const releases = [listed('r1', { allow: 1 }), listed('r2', { allow: 1 })]
    const source = new FakeSource(aFeed({ revision: 1, releases }))
    source.members = ['t_a']
    const before = await started(source)
    await vi.waitFor(async () => expect((await home.readSaved()).releases).toEqual(releases))
    before.stop()
    await rm(join(home.folder, 'rules', 'r1.allow.list'))
    const keeper = await started(new FakeSource(null))
    expect(await releasesOf(keeper, 't_a')).toEqual(['r2'])
    expect(home.logged('rules.unreadable')).toMatchObject([{ release: 'r1' }])
  })
})

it('lists come whole again from a database that was set back', async () => {
  const source = new FakeSource(aFeed({ revision: 9, releases: [listed('r1', { allow: 3 })] }))
  source.lists.set('r1.allow', async () => listBytes(['t_a'], 3))
  const keeper = await started(source)
  expect(await releasesOf(keeper, 't_a')).toEqual(['r1'])
  source.lists.set('r1.allow', async since => listBytes(since === 0 ? ['t_b'] : [], 2))
  source.change(aFeed({ revision: 8, releases: [listed('r1', { allow: 2 })] }))
  await vi.waitFor(async () => expect(await releasesOf(keeper, 't_b')).toEqual(['r1']))
  expect(await releasesOf(keeper, 't_a')).toEqual([])
  expect(source.asked).toEqual(['r1.allow since 0', 'r1.allow since 0'])
})
