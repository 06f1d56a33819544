import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Freshness } from '../../state/freshness.ts'
import { ReloadGuard } from '../reload-guard.ts'
import { RevokedPreview } from '../revoked-preview.ts'

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
})

function create({ isSafe = true } = {}) {
  const freshness = new Freshness('s_gray')
  const page = { isSafe, reloads: 0, abandoned: 0 }
  const activity = { hasUnsent: false }
  let changed = () => {}
  const revoked = new RevokedPreview({
    freshness,
    activity,
    guard: new ReloadGuard(),
    work: { isSafe: () => page.isSafe, asksBeforeLeave: () => false, mayLeave: async () => true },
    subscribeWork: listener => {
      changed = listener
    },
    reload: () => void page.reloads++,
    reloadAnyway: () => void page.abandoned++,
  })
  revoked.start()
  const revoke = (force: 0 | 1) =>
    freshness.receive(new Headers({ 'x-portico-revoked': `s_stable;force=${force}` }))
  return { activity, page, revoked, revoke, workChanged: () => changed() }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('says so and goes at once when nothing is unsaved', async () => {
  const { page, revoke, revoked } = create()
  revoke(0)
  await pass(400)
  expect(revoked.state.get().kind).toBe('leaving')
  await pass(1_000)
  expect(page.reloads).toBe(1)
})

it('does not ask when the answer that brought the revocation ended the unsaved work', async () => {
  const { page, revoke, revoked } = create({ isSafe: false })
  revoke(0)
  page.isSafe = true
  await pass(400)
  expect(revoked.state.get().kind).toBe('leaving')
})

it('asks with unsaved work, stays after Later, and goes once it is saved', async () => {
  const { page, revoke, revoked, workChanged } = create({ isSafe: false })
  revoke(0)
  await pass(400)
  expect(revoked.state.get()).toEqual({ kind: 'asking', isPutOff: false, secondsLeft: null })
  revoked.putOff()
  workChanged()
  await pass(5_000)
  expect(revoked.state.get()).toEqual({ kind: 'asking', isPutOff: true, secondsLeft: null })
  page.isSafe = true
  workChanged()
  await pass(2_500)
  expect([page.reloads, page.abandoned]).toEqual([1, 0])
})

it('asks where something was typed that no app calls unsaved, and goes after the next write', async () => {
  const { activity, page, revoke, revoked, workChanged } = create()
  activity.hasUnsent = true
  revoke(0)
  await pass(2_000)
  expect([revoked.state.get().kind, page.reloads]).toEqual(['asking', 0])
  activity.hasUnsent = false
  workChanged()
  await pass(2_500)
  expect(page.reloads).toBe(1)
})

it('stays where the user begins to type while the notice is shown', async () => {
  const { activity, page, revoke, revoked } = create()
  revoke(0)
  await pass(400)
  activity.hasUnsent = true
  await pass(2_000)
  expect([revoked.state.get().kind, page.reloads]).toEqual(['asking', 0])
})

it('gives a forced tab a minute and then goes, whatever is unsaved', async () => {
  const { page, revoke, revoked } = create({ isSafe: false })
  revoke(1)
  await pass(400)
  revoked.putOff()
  expect(revoked.state.get()).toEqual({ kind: 'asking', isPutOff: false, secondsLeft: 60 })
  await pass(30_000)
  expect(revoked.state.get()).toMatchObject({ secondsLeft: 30 })
  expect(page.abandoned).toBe(0)
  await pass(31_000)
  expect(page.abandoned).toBe(1)
})

it('begins to count when force comes after the question', async () => {
  const { revoke, revoked } = create({ isSafe: false })
  revoke(0)
  await pass(400)
  revoked.putOff()
  revoke(1)
  await pass(400)
  expect(revoked.state.get()).toEqual({ kind: 'asking', isPutOff: false, secondsLeft: 60 })
})

it('asks instead of going round in a loop', async () => {
  const first = create()
  first.revoke(0)
  await pass(1_500)
  expect(first.page.reloads).toBe(1)
  const second = create()
  second.revoke(0)
  await pass(1_500)
  expect(second.page.reloads).toBe(0)
  expect(second.revoked.state.get().kind).toBe('asking')
})

it('says that the page is still there when the reload was refused', async () => {
  const { revoke, revoked } = create()
  revoke(0)
  await pass(6_000)
  expect(revoked.state.get().kind).toBe('asking')
})
