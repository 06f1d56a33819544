import { expect, it, onTestFinished, vi } from 'vitest'
import { callEach } from '../call-each.ts'
import { Signal } from '../signal.ts'

function failing(fault: Error) {
  const received: unknown[] = []
  const receive = (event: ErrorEvent) => {
    event.preventDefault()
    received.push(event.error)
  }
  window.addEventListener('error', receive)
  onTestFinished(() => window.removeEventListener('error', receive))
  const fail = () => {
    throw fault
  }
  return { received, fail }
}

it('a listener that throws keeps no other from the value, and the window receives what it threw', () => {
  const fault = new Error('of one app')
  const { received, fail } = failing(fault)
  const other = vi.fn()
  callEach([fail, other], 'en')
  expect(other).toHaveBeenCalledExactlyOnceWith('en')
  expect(received).toEqual([fault])
})

it('so does one of a signal, whose value is set', () => {
  const { received, fail } = failing(new Error('of one app'))
  const signal = new Signal('en')
  const other = vi.fn()
  signal.subscribe(fail)
  signal.subscribe(other)
  signal.set('zh-CN')
  expect(other).toHaveBeenCalledExactlyOnceWith('zh-CN')
  expect([signal.get(), received.length]).toEqual(['zh-CN', 1])
})
