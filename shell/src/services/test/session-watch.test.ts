import type { SessionInfo } from '@portico/micro-app'
import { beforeEach, expect, it, vi } from 'vitest'
import { Session } from '../session.ts'
import { SessionChannel, type SessionMessage } from '../session-channel.ts'
import { SessionWatch } from '../session-watch.ts'

const info = (userId: string): SessionInfo => ({
  user: { id: userId, username: userId, displayName: userId },
  tenant: { id: 't1', slug: 'demo', name: 'Demo', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  permissions: [],
})

let nowMs = 1_000
let tabs: EventTarget[] = []

beforeEach(() => {
  nowMs = 1_000
  tabs = []
  localStorage.clear()
})

/** A tab's end of the channel: what it posts reaches the others. */
function openEnd() {
  const end = new EventTarget()
  tabs.push(end)
  return Object.assign(end, {
    postMessage(data: SessionMessage) {
      for (const tab of tabs) if (tab !== end) tab.dispatchEvent(new MessageEvent('message', { data }))
    },
  }) as unknown as BroadcastChannel
}

interface TabOptions {
  isFrozen?: boolean
  find?: () => Promise<SessionInfo | null>
}

function openTab(
  userId: string | null,
  { isFrozen = false, find = () => Promise.reject() }: TabOptions = {},
) {
  const session = userId === null ? null : new Session(info(userId))
  const update = new SessionChannel(isFrozen ? null : openEnd(), () => nowMs)
  const leave = vi.fn()
  new SessionWatch({ session, update, findSession: find, leave, now: () => nowMs }).start()
  return { session, update, leave, isReplaced: () => session?.isReplaced.get() }
}

const comesBack = () => document.dispatchEvent(new Event('visibilitychange'))

it('who logs out in one tab leaves all others at once', () => {
  const [one, other, third] = [openTab('ada'), openTab('ada'), openTab('ada')]
  one.update.send({ type: 'ended' })
  expect([one, other, third].map(({ leave }) => leave.mock.calls.length)).toEqual([0, 1, 1])
})

it('a tab that was frozen meanwhile leaves when it comes back, also when another user is in by then', async () => {
  const one = openTab('ada')
  const frozen = openTab('ada', { isFrozen: true, find: () => Promise.resolve(info('ben')) })
  nowMs += 5
  one.update.send({ type: 'ended' })
  expect(frozen.leave).not.toHaveBeenCalled()
  comesBack()
  await vi.waitFor(() => expect(frozen.leave).toHaveBeenCalledOnce())
  expect(frozen.isReplaced()).toBe(false)
})

it('a log-out from before this page was loaded is none of its own', async () => {
  openTab('ada').update.send({ type: 'ended' })
  nowMs += 5
  const find = vi.fn(() => Promise.resolve(info('ben')))
  const next = openTab('ben', { find })
  comesBack()
  await vi.waitFor(() => expect(find).toHaveBeenCalled())
  expect(next.leave).not.toHaveBeenCalled()
})

it('a login of another user without logging out is said over the page', () => {
  const one = openTab('ada')
  openTab('ben')
  expect(one.isReplaced()).toBe(true)
  expect(one.leave).not.toHaveBeenCalled()
})

it('a tab that missed it learns of it when it comes back', async () => {
  const frozen = openTab('ada', { isFrozen: true, find: () => Promise.resolve(info('ben')) })
  comesBack()
  await vi.waitFor(() => expect(frozen.isReplaced()).toBe(true))
})

it('a session that ended by itself asks for the password when the tab comes back, and another tab answers for it', async () => {
  const one = openTab('ada', { find: () => Promise.resolve(null) })
  comesBack()
  await vi.waitFor(() => expect(one.session?.isExpired.get()).toBe(true))
  openTab('ada')
  expect(one.session?.isExpired.get()).toBe(false)
})

it('where the gateway cannot be asked the page stays as it is', async () => {
  const find = vi.fn(() => Promise.reject(new Error('offline')))
  const one = openTab('ada', { find })
  comesBack()
  await vi.waitFor(() => expect(find).toHaveBeenCalled())
  expect([one.session?.isExpired.get(), one.isReplaced(), one.leave.mock.calls.length]).toEqual([
    false,
    false,
    0,
  ])
})

it('a page that asks for the login opens when it is given in another tab', () => {
  const login = openTab(null)
  openTab('ada')
  expect(login.leave).toHaveBeenCalledOnce()
})
