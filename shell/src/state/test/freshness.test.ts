import { describe, expect, it, vi } from 'vitest'
import { Freshness } from '../freshness.ts'

const RELEASES = ['0190f0c5-1111-7000-8000-00000000000a', '0190f0c5-1111-7000-8000-00000000000b']
const answer = (headers: Record<string, string>) => new Headers(headers)

describe('what an answer says of the tab’s snapshot', () => {
  it('another snapshot is newer, and the tab’s own is none', () => {
    const freshness = new Freshness('s1')
    freshness.receive(answer({ 'x-portico-newer': 's2' }))
    expect([freshness.newer.get(), freshness.target()]).toEqual(['s2', 's2'])
    freshness.receive(answer({ 'x-portico-newer': 's1' }))
    expect([freshness.newer.get(), freshness.target()]).toEqual([null, null])
  })

  it('an answer of a route that does not know changes nothing', () => {
    const freshness = new Freshness('s1')
    freshness.receive(answer({ 'x-portico-newer': 's2', 'x-portico-revoked': 's3;force=1' }))
    freshness.receive(answer({}))
    expect(freshness.newer.get()).toBe('s2')
    expect(freshness.revocation.get()).toEqual({ to: 's3', isForced: true })
  })

  it.each([
    ['s3;force=1', { to: 's3', isForced: true }],
    ['s3;force=0', { to: 's3', isForced: false }],
    ['s3', { to: 's3', isForced: false }],
    ['s3 ; more=x ; force=1', { to: 's3', isForced: true }],
  ])('a revocation of %s is %o', (header, revocation) => {
    const freshness = new Freshness('s1')
    freshness.receive(answer({ 'x-portico-revoked': header }))
    expect(freshness.revocation.get()).toEqual(revocation)
  })

  it('of a newer snapshot and a revocation the revocation says where to go', () => {
    const freshness = new Freshness('s1')
    freshness.receive(answer({ 'x-portico-newer': 's2', 'x-portico-revoked': 's3;force=0' }))
    expect(freshness.target()).toBe('s3')
  })

  it('the same revocation again is no change', () => {
    const freshness = new Freshness('s1')
    const changed = vi.fn()
    freshness.revocation.subscribe(changed)
    for (const force of [0, 0, 1, 1]) freshness.receive(answer({ 'x-portico-revoked': `s3;force=${force}` }))
    expect(changed.mock.calls).toEqual([[{ to: 's3', isForced: false }], [{ to: 's3', isForced: true }]])
  })
})

describe('what the stream sends to every tab of the user', () => {
  it('concerns a tab by the releases that it lives on', () => {
    const freshness = new Freshness('s1', RELEASES)
    freshness.onStatus({ id: 's2', revoked: ['00000000000c'] })
    expect(freshness.revocation.get()).toBeNull()
    expect(freshness.newer.get()).toBe('s2')
    freshness.onStatus({ id: 's3', revoked: ['00000000000c', '00000000000b'] })
    expect(freshness.revocation.get()).toEqual({ to: 's3', isForced: false })
  })

  it('a tab on stable is revoked nothing', () => {
    const freshness = new Freshness('s1')
    freshness.onStatus({ id: 's1', revoked: ['00000000000a!'] })
    expect([freshness.revocation.get(), freshness.target()]).toEqual([null, null])
  })

  it('one release that is revoked by force is enough', () => {
    const freshness = new Freshness('s1', RELEASES)
    freshness.onStatus({ id: 's2', revoked: ['00000000000a', '00000000000b!'] })
    expect(freshness.revocation.get()).toEqual({ to: 's2', isForced: true })
  })

  it('force that is for another tab’s release is not for this one', () => {
    const freshness = new Freshness('s1', RELEASES)
    freshness.onStatus({ id: 's2', revoked: ['00000000000a', '00000000000c!'] })
    expect(freshness.revocation.get()).toEqual({ to: 's2', isForced: false })
  })
})
