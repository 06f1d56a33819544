import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Freshness } from '../../state/freshness.ts'
import { PageActivity } from '../../state/page-activity.ts'
import { ReloadGuard } from '../reload-guard.ts'
import { SnapshotWatch } from '../snapshot-watch.ts'

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
})

function create({ isAtOnce = false } = {}) {
  const freshness = new Freshness('s_1')
  const activity = new PageActivity()
  activity.start()
  const page = { isSafe: true, asks: false, mayLeave: async () => true, present: 's_1', reloads: 0, stays: 0 }
  const askPresent = vi.fn(async () => page.present)
  const watch = new SnapshotWatch({
    freshness,
    activity,
    guard: new ReloadGuard(),
    work: {
      isSafe: () => page.isSafe,
      asksBeforeLeave: () => page.asks,
      mayLeave: () => page.mayLeave(),
    },
    isAtOnce,
    askPresent,
    reload: () => void page.reloads++,
    stay: () => void page.stays++,
  })
  watch.start()
  return { freshness, page, askPresent, watch }
}

const settle = () => vi.advanceTimersByTimeAsync(500)

function type(): void {
  document.body.dispatchEvent(new Event('input', { bubbles: true }))
}

it('turns the navigation after the update into a page load', () => {
  const { freshness, page, watch } = create()
  freshness.learn('s_2')
  expect(page.reloads).toBe(0)
  expect(watch.atNavigation()).toBe(true)
  expect(page.reloads).toBe(1)
})

it('takes a newer snapshot at once where the sources are watched, but never what was typed', async () => {
  const { freshness, page } = create({ isAtOnce: true })
  freshness.learn('s_2')
  await settle()
  expect(page.reloads).toBe(1)
  const busy = create({ isAtOnce: true })
  type()
  busy.freshness.learn('s_3')
  await settle()
  expect(busy.page.reloads).toBe(0)
})

it('asks at a navigation without an update and goes when the answer is another snapshot', async () => {
  const { page, watch } = create()
  page.present = 's_2'
  expect(watch.atNavigation()).toBe(false)
  await settle()
  expect(page.reloads).toBe(1)
})

it('leaves the page to the user who has pressed something since the navigation, and goes with the next', async () => {
  const { freshness, page, watch } = create()
  page.isSafe = false
  freshness.learn('s_2')
  expect(watch.atNavigation()).toBe(false)
  document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  // Saved at once: nothing is dirty any more, but what the app says of it was not read yet.
  page.isSafe = true
  await settle()
  expect(page.reloads).toBe(0)
  expect(watch.atNavigation()).toBe(true)
  expect(page.reloads).toBe(1)
})

it('goes after a navigation that was begun by a key, once what was dirty is saved', async () => {
  const { freshness, page, watch } = create()
  page.isSafe = false
  freshness.learn('s_2')
  document.body.dispatchEvent(new Event('keydown', { bubbles: true }))
  watch.atNavigation()
  page.isSafe = true
  await settle()
  expect(page.reloads).toBe(1)
})

it('asks after every navigation, when its page is shown, and never twice at a time', async () => {
  const { askPresent, watch } = create()
  watch.atNavigation()
  watch.atNavigation()
  expect(askPresent).not.toHaveBeenCalled()
  await settle()
  expect(askPresent).toHaveBeenCalledTimes(1)
  watch.atNavigation()
  await settle()
  expect(askPresent).toHaveBeenCalledTimes(2)
})

it('lives on without an answer', async () => {
  const { askPresent, page, watch } = create()
  askPresent.mockRejectedValue(new Error('unavailable'))
  expect(watch.atNavigation()).toBe(false)
  await settle()
  expect(page.reloads).toBe(0)
})

it('stays with unsaved work, and goes at the next navigation after the save', async () => {
  const { freshness, page, watch } = create()
  freshness.learn('s_2')
  page.isSafe = false
  expect(watch.atNavigation()).toBe(false)
  await settle()
  expect(page.reloads).toBe(0)
  page.isSafe = true
  expect(watch.atNavigation()).toBe(true)
})

it('goes shortly after the navigation when only that ended the unsaved work', async () => {
  const { freshness, page, watch } = create()
  freshness.learn('s_2')
  page.isSafe = false
  watch.atNavigation()
  page.isSafe = true
  await settle()
  expect(page.reloads).toBe(1)
})

it('does not go when the user has begun to type since the navigation', async () => {
  const { page, watch } = create()
  page.present = 's_2'
  watch.atNavigation()
  type()
  await settle()
  expect(page.reloads).toBe(0)
  expect(watch.atNavigation()).toBe(true)
})

it('asks the apps that want to be asked, and stays when one says no', async () => {
  const { freshness, page, watch } = create()
  freshness.learn('s_2')
  page.asks = true
  page.mayLeave = async () => false
  expect(watch.atNavigation()).toBe(false)
  await settle()
  expect(page.reloads).toBe(0)
  page.mayLeave = async () => true
  watch.atNavigation()
  await settle()
  expect(page.reloads).toBe(1)
})

it('learns of an update when the page is seen again, and waits for a navigation', async () => {
  const { freshness, page, watch } = create()
  page.present = 's_2'
  document.dispatchEvent(new Event('visibilitychange'))
  await settle()
  expect(freshness.newer.get()).toBe('s_2')
  expect(page.reloads).toBe(0)
  expect(watch.atNavigation()).toBe(true)
})

it('reloads for one snapshot once a minute, whatever the gateway goes on to say', async () => {
  const { freshness, page, watch } = create()
  freshness.learn('s_2')
  watch.atNavigation()
  const again = create()
  again.freshness.learn('s_2')
  expect(again.watch.atNavigation()).toBe(false)
  await vi.advanceTimersByTimeAsync(61_000)
  expect(again.watch.atNavigation()).toBe(true)
  expect([page.reloads, again.page.reloads]).toEqual([1, 1])
})

it('shows the page after all when the reload was refused', async () => {
  const { freshness, page, watch } = create()
  freshness.learn('s_2')
  watch.atNavigation()
  expect(watch.isLeaving.get()).toBe(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(watch.isLeaving.get()).toBe(false)
  expect(page.stays).toBe(1)
})
