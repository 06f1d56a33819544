import type { AppEvents } from '@portico/micro-app'
import { beforeEach, expect, it, vi } from 'vitest'
import { EventBus } from '../event-bus.ts'

const report = { error: vi.fn(), timing: vi.fn() }
const type = 'test.happened' as keyof AppEvents
const event = { id: 'o1' } as unknown as AppEvents[keyof AppEvents]
let bus: EventBus

beforeEach(() => {
  vi.clearAllMocks()
  bus = new EventBus(report)
})

it('each listener of the type receives the event, in the order in which they came', () => {
  const seen: string[] = []
  bus.on(type, () => seen.push('first'))
  bus.on(type, () => seen.push('second'))
  bus.on('test.other' as keyof AppEvents, () => seen.push('other'))
  bus.emit(type, event)
  expect(seen).toEqual(['first', 'second'])
})

it('one that throws is reported, and keeps no other from the event', () => {
  const fault = new Error('of one app')
  const other = vi.fn()
  bus.on(type, () => {
    throw fault
  })
  bus.on(type, other)
  bus.emit(type, event)
  expect(other).toHaveBeenCalledWith(event)
  expect(report.error.mock.calls).toEqual([[fault, { event: type }]])
})

it('one that is removed or added by another of the same event changes nothing of this one', () => {
  const [late, second] = [vi.fn(), vi.fn()]
  const undos: (() => void)[] = []
  bus.on(type, () => {
    undos[0]?.()
    bus.on(type, late)
  })
  undos.push(bus.on(type, second))
  bus.emit(type, event)
  expect([second, late].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
  bus.emit(type, event)
  expect([second, late].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
})

it('an event without listeners is nothing', () => {
  bus.emit(type, event)
  expect(report.error).not.toHaveBeenCalled()
})

it("an event that does not fit its declaration is reported as its sender's, and reaches no listener", async () => {
  const payload = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } as const
  const checked = new EventBus(report, name => (name === type ? payload : undefined))
  const [listener, senders] = [vi.fn(), vi.fn()]
  const events = checked.of({ error: senders })
  events.on(type, listener)
  events.emit(type, { id: 7 } as never)
  events.emit(type, event)
  // The check is loaded with the first event.
  await vi.waitFor(() => expect(listener).toHaveBeenCalledExactlyOnceWith(event))
  expect(senders.mock.calls).toEqual([
    [
      expect.objectContaining({
        code: 'EVENT_PAYLOAD_INVALID',
        message: expect.stringContaining('id: expected string'),
      }),
      { event: type },
    ],
  ])
  events.emit(type, { id: null } as never)
  events.emit('test.other' as keyof AppEvents, 7 as never)
  expect([listener.mock.calls.length, senders.mock.calls.length, report.error.mock.calls.length]).toEqual([
    1, 2, 0,
  ])
})
