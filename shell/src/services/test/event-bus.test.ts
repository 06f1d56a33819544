import type { AppEvents } from '@portico/micro-app'
import { DEV_VERSION } from '@portico/micro-app/page-state'
import { beforeEach, describe, expect, it, vi } from 'vitest'
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
  const declared = { payloadOf: (name: string) => (name === type ? payload : undefined), ownerOf: () => null }
  const checked = new EventBus(report, declared)
  const [listener, senders] = [vi.fn(), vi.fn()]
  const events = checked.of({ error: senders }, { name: 'test', version: '1.0.0' })
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

describe('a name that was made while the app ran', () => {
  const payload = { type: 'object', properties: {} } as const
  const owners: Record<string, boolean> = { test: true, sales: true, old: false, mine: false }
  const declared = {
    payloadOf: (name: string) => (name === 'test.known' ? payload : undefined),
    ownerOf: (name: string) => {
      const [owner = ''] = name.split('.', 1)
      const hasEvents = owners[owner]
      return hasEvents === undefined ? null : { name: owner, hasEvents }
    },
  }
  const eventsOf = (name: string, version: string) => {
    const error = vi.fn()
    const listener = vi.fn()
    const checked = new EventBus(report, declared)
    const events = checked.of({ error }, { name, version })
    const made = (text: string) => text as keyof AppEvents
    return {
      error,
      listener,
      emit: (text: string) => {
        checked.on(made(text), listener)
        events.emit(made(text), event)
      },
      on: (text: string) => events.on(made(text), listener),
    }
  }
  const undeclared = expect.objectContaining({
    code: 'EVENT_UNDECLARED',
    message: expect.stringContaining('portico.app.ts'),
  })

  it.each(['test.hapened', 'sales.hapened'])('is refused to an app in development: %s', name => {
    const { emit, on, listener } = eventsOf('test', DEV_VERSION)
    expect(() => emit(name)).toThrow(undeclared)
    expect(() => on(name)).toThrow(undeclared)
    expect(listener).not.toHaveBeenCalled()
  })

  it('is refused to an app in development that declares none', () => {
    expect(() => eventsOf('mine', DEV_VERSION).emit('mine.hapened')).toThrow(undeclared)
  })

  it.each(['away.happened', 'old.happened', 'qiankun.state.changed'])(
    'passes where its owner says nothing: %s',
    name => {
      const { emit, listener, error } = eventsOf('test', DEV_VERSION)
      emit(name)
      expect(listener).toHaveBeenCalledOnce()
      expect(error).not.toHaveBeenCalled()
    },
  )

  it('is reported of a published app and passes; of another app, which may be older, it is not', () => {
    const { emit, on, listener, error } = eventsOf('test', '1.0.0')
    emit('test.hapened')
    expect(listener).toHaveBeenCalledOnce()
    expect(error.mock.calls).toEqual([[undeclared, { event: 'test.hapened' }]])
    emit('sales.hapened')
    on('sales.hapened')
    expect(listener).toHaveBeenCalledTimes(2)
    expect(error).toHaveBeenCalledOnce()
  })
})
