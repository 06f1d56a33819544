import { beforeEach, expect, it, vi } from 'vitest'
import { SessionChannel, type SessionMessage } from '../session-channel.ts'

beforeEach(() => localStorage.clear())

/** Two tabs' ends of one channel: each receives what the other sends. */
function twoTabs() {
  const [one, other] = [new EventTarget(), new EventTarget()]
  const endOf = (own: EventTarget, far: EventTarget) =>
    Object.assign(own, {
      postMessage: (data: unknown) => void far.dispatchEvent(new MessageEvent('message', { data })),
    }) as unknown as BroadcastChannel
  return [endOf(one, other), endOf(other, one)] as const
}

const started: SessionMessage = { type: 'started', userId: 'u2', tenantId: 't1' }

it('the other tabs receive what a tab sends, and it does not itself', () => {
  const [here, there] = twoTabs()
  const [sender, receiver] = [new SessionChannel(here), new SessionChannel(there)]
  const [own, others] = [vi.fn(), vi.fn()]
  sender.listen(own)
  receiver.listen(others)
  sender.send(started)
  expect(others.mock.calls).toEqual([[started]])
  expect(own).not.toHaveBeenCalled()
})

it('a listener that was removed receives nothing more', () => {
  const [here, there] = twoTabs()
  const received = vi.fn()
  const undo = new SessionChannel(there).listen(received)
  undo()
  new SessionChannel(here).send({ type: 'ended' })
  expect(received).not.toHaveBeenCalled()
})

it('a tab that was frozen reads of the end when it comes back', () => {
  const nowMs = 1_000
  new SessionChannel(null, () => nowMs).send({ type: 'ended' })
  const thawed = new SessionChannel(null)
  expect(thawed.hasEndedSince(999)).toBe(true)
  expect(thawed.hasEndedSince(1_000)).toBe(false)
})

it('a log-in is written down nowhere: only an end takes a page from its reader', () => {
  const channel = new SessionChannel(null, () => 1_000)
  channel.send(started)
  expect(channel.hasEndedSince(0)).toBe(false)
})

it('a browser without channels sends and listens to nothing', () => {
  const channel = new SessionChannel(null)
  const received = vi.fn()
  const undo = channel.listen(received)
  channel.send(started)
  undo()
  expect(received).not.toHaveBeenCalled()
})
