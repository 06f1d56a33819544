import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HeldExpandos } from '../ledger/held-expandos.ts'
import { KeyframesNames } from '../ledger/keyframes-names.ts'
import { Ledger } from '../ledger/ledger.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

function create() {
  const target = new EventTarget()
  const owner = { instanceId: 'sales@1.0.0#1', app: 'sales', version: '1.0.0' }
  const effects = new Ledger(
    owner,
    { host: document.createElement('div'), adopt() {} },
    new KeyframesNames(() => {}),
  )
  const ping = () => target.dispatchEvent(new Event('ping'))
  return { target, effects, ping }
}

it('detaches listeners and intervals, also those that listen in the capture phase', () => {
  const { target, effects, ping } = create()
  effects.loaded()
  const listener = vi.fn()
  effects.listen(target, 'ping', listener, { capture: true })
  effects.timers.setInterval(listener, 10)
  effects.detach()
  ping()
  vi.advanceTimersByTime(100)
  expect(listener).not.toHaveBeenCalled()
})

it('attaches again what was there before the app was loaded, once', () => {
  const { target, effects, ping } = create()
  const early = vi.fn()
  const late = vi.fn()
  effects.listen(target, 'ping', early)
  effects.loaded()
  effects.listen(target, 'ping', late)
  for (let round = 0; round < 3; round += 1) {
    effects.detach()
    effects.attach()
  }
  ping()
  expect(early).toHaveBeenCalledTimes(1)
  expect(late).not.toHaveBeenCalled()
})

it('lets a listener be removed by type, callback and capture', () => {
  const { target, effects, ping } = create()
  const listener = vi.fn()
  effects.listen(target, 'ping', listener, true)
  effects.listeners.remove(target, 'ping', listener)
  ping()
  expect(listener).toHaveBeenCalledTimes(1)
  effects.listeners.remove(target, 'ping', listener, true)
  ping()
  expect(listener).toHaveBeenCalledTimes(1)
})

it('keeps the id of an interval that was started again', () => {
  const { effects } = create()
  const ticked = vi.fn()
  const id = effects.timers.setInterval(ticked, 10)
  effects.loaded()
  effects.detach()
  effects.attach()
  vi.advanceTimersByTime(25)
  expect(ticked).toHaveBeenCalledTimes(2)
  effects.timers.clear(id)
  vi.advanceTimersByTime(100)
  expect(ticked).toHaveBeenCalledTimes(2)
})

it('starts no interval for an app that was detached', () => {
  const { effects } = create()
  effects.detach()
  const ticked = vi.fn()
  effects.timers.setInterval(ticked, 10)
  vi.advanceTimersByTime(100)
  expect(ticked).not.toHaveBeenCalled()
})

it('takes away the marks of libraries that believe they still listen', () => {
  const { target, effects } = create()
  effects.loaded()
  HeldExpandos.know(target)
  Object.assign(target, { _reactListening1: true })
  effects.listen(target, 'ping', vi.fn<() => void>())
  Object.assign(target, { later: true })
  effects.detach()
  expect(Object.keys(target)).toEqual(['later'])
})

it('lets timers of a hidden app run once a second, and at once when it is shown', () => {
  const { effects } = create()
  const ticked = vi.fn()
  effects.timers.setInterval(ticked, 10)
  effects.timers.setTimeout(ticked, 10)
  effects.pause()
  vi.advanceTimersByTime(900)
  expect(ticked).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(ticked).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(500)
  effects.resume()
  vi.advanceTimersByTime(1)
  expect(ticked).toHaveBeenCalledTimes(3)
})

it('receives no key for a hidden app, but what is no act of a person', () => {
  const { target, effects } = create()
  const received = vi.fn<(event: Event) => void>()
  for (const type of ['keydown', 'online', 'ping'])
    effects.listen(target, type, received, { once: type === 'ping' })
  target.dispatchEvent(new Event('ping'))
  effects.pause()
  for (const type of ['keydown', 'online', 'ping']) target.dispatchEvent(new Event(type))
  expect(received.mock.calls.map(([event]) => event.type)).toEqual(['ping', 'online'])
  effects.resume()
  for (const type of ['keydown', 'ping']) target.dispatchEvent(new Event(type))
  expect(received.mock.calls.map(([event]) => event.type)).toEqual(['ping', 'online', 'keydown'])
})

it('keeps nothing that a closed app still asks for', () => {
  const { target, effects, ping } = create()
  effects.loaded()
  effects.detach()
  const late = vi.fn()
  effects.listen(target, 'ping', late)
  effects.timers.setTimeout(late, 1)
  effects.frames.requestFrame(late)
  vi.advanceTimersByTime(100)
  effects.attach()
  ping()
  vi.advanceTimersByTime(100)
  expect(late).not.toHaveBeenCalled()
})

it('ends at once what the code of a closed app begins, until the app is opened again', () => {
  const { effects } = create()
  const end = vi.fn()
  effects.detach()
  effects.ends.add({}, end)
  expect(end).toHaveBeenCalledTimes(1)
  effects.attach()
  effects.ends.add({}, end)
  expect(end).toHaveBeenCalledTimes(1)
  effects.detach()
  expect(end).toHaveBeenCalledTimes(2)
})

it('says what an app has not undone since it was loaded, by the names that developers know', () => {
  const { effects } = create()
  effects.listen(document, 'resize', () => {})
  effects.timers.setInterval(() => {}, 10)
  effects.loaded()
  expect(effects.left()).toEqual([])
  effects.listen(document, 'resize', () => {})
  effects.listen(document.body, 'click', () => {})
  effects.listen(document, 'load', () => {}, { once: true })
  effects.timers.setInterval(() => {}, 60_000)
  effects.timers.setTimeout(() => {}, 5_000)
  effects.timers.setTimeout(() => {}, 300)
  effects.timers.setTimeout(() => {}, 300_000)
  effects.ends.add(new EventTarget(), () => {})
  effects.ends.add({}, () => {}, 'a lock')
  effects.styles.head.append(document.createElement('style'))
  expect(effects.left().map(({ kind, name }) => `${kind}: ${name}`)).toEqual([
    'listener: document resize',
    'listener: body click',
    'timer: setInterval of 60000 ms',
    'timer: setTimeout of 5000 ms',
    'open: EventTarget',
    'open: a lock',
    'style: head > style',
  ])
})
