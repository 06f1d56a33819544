import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SideEffects } from '../sandbox/side-effects.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

function create() {
  const targets = { window: new EventTarget(), document: new EventTarget() }
  const effects = new SideEffects(targets)
  const ping = () => targets.window.dispatchEvent(new Event('ping'))
  return { targets, effects, ping }
}

it('detaches listeners and intervals, also those that listen in the capture phase', () => {
  const { effects, ping } = create()
  effects.loaded()
  const listener = vi.fn()
  effects.addListener('window', 'ping', listener, { capture: true })
  effects.setInterval(listener, 10)
  effects.detach()
  ping()
  vi.advanceTimersByTime(100)
  expect(listener).not.toHaveBeenCalled()
})

it('attaches again what was there before the app was loaded, once', () => {
  const { effects, ping } = create()
  const early = vi.fn()
  const late = vi.fn()
  effects.addListener('window', 'ping', early)
  effects.loaded()
  effects.addListener('window', 'ping', late)
  for (let round = 0; round < 3; round += 1) {
    effects.detach()
    effects.attach()
  }
  ping()
  expect(early).toHaveBeenCalledTimes(1)
  expect(late).not.toHaveBeenCalled()
})

it('lets a listener be removed by type, callback and capture', () => {
  const { effects, ping } = create()
  const listener = vi.fn()
  effects.addListener('window', 'ping', listener, true)
  effects.removeListener('window', 'ping', listener)
  ping()
  expect(listener).toHaveBeenCalledTimes(1)
  effects.removeListener('window', 'ping', listener, true)
  ping()
  expect(listener).toHaveBeenCalledTimes(1)
})

it('keeps the id of an interval that was started again', () => {
  const { effects } = create()
  const ticked = vi.fn()
  const id = effects.setInterval(ticked, 10)
  effects.loaded()
  effects.detach()
  effects.attach()
  vi.advanceTimersByTime(25)
  expect(ticked).toHaveBeenCalledTimes(2)
  effects.clearInterval(id)
  vi.advanceTimersByTime(100)
  expect(ticked).toHaveBeenCalledTimes(2)
})

it('starts no interval for an app that was detached', () => {
  const { effects } = create()
  effects.detach()
  const ticked = vi.fn()
  effects.setInterval(ticked, 10)
  vi.advanceTimersByTime(100)
  expect(ticked).not.toHaveBeenCalled()
})
