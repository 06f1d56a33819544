import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AdaptiveLimit } from '../src/pool/adaptive-limit.ts'
import type { Priority } from '../src/pool/priority.ts'

let limit: AdaptiveLimit
let log: string[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  limit = new AdaptiveLimit()
  log = []
})
afterEach(() => vi.useRealTimers())

function enterAll(priority: Priority): number {
  let count = 0
  while (limit.tryEnter(priority)) count += 1
  return count
}

/** Notes `name` when it has a place, and `no name` when it gets none. */
function ask(priority: Priority, name: string, signal?: AbortSignal): void {
  void limit.enter(priority, 2_000, signal).then(hasPlace => log.push(hasPlace ? name : `no ${name}`))
}

const settled = () => vi.advanceTimersByTimeAsync(0)

describe('what an instance has under way', () => {
  test('is half of the limit for background work, nearly all of it for what a person waits for, all of it for writes', () => {
    expect([enterAll('background'), enterAll('interactive'), enterAll('write')]).toEqual([16, 12, 4])
    expect(limit.figures).toEqual({ limit: 32, active: 32, waiting: 0 })
  })

  test('lets the urgent go ahead of what waited before', async () => {
    enterAll('write')
    ask('background', 'report')
    ask('interactive', 'page')
    ask('write', 'order')
    for (let count = 0; count < 5; count += 1) limit.leave()
    await settled()
    expect(log).toEqual(['order'])
    limit.leave()
    await settled()
    expect(log).toEqual(['order', 'page'])
    for (let count = 0; count < 20; count += 1) limit.leave()
    await settled()
    expect(log).toEqual(['order', 'page', 'report'])
  })

  test('refuses background work first where too many wait, then what was asked last', async () => {
    enterAll('write')
    ask('background', 'report')
    for (let count = 0; count < 511; count += 1) ask('interactive', 'page')
    ask('interactive', 'one more page')
    await settled()
    expect(log).toEqual(['no report'])
    ask('interactive', 'too much')
    ask('background', 'too much')
    ask('write', 'order')
    await settled()
    expect(log).toEqual(['no report', 'no too much', 'no too much', 'no one more page'])
    expect(limit.figures.waiting).toBe(512)
  })

  test('goes to the latest where many wait, so that those are answered in time, and in order of coming else', async () => {
    enterAll('write')
    for (let n = 1; n <= 66; n += 1) ask('write', `order ${n}`)
    for (let count = 0; count < 4; count += 1) limit.leave()
    await settled()
    expect(log).toEqual(['order 66', 'order 65', 'order 1', 'order 2'])
  })

  test('is waited for half of the time that a call has, and not by who has left', async () => {
    enterAll('write')
    const leaving = new AbortController()
    ask('interactive', 'page')
    ask('interactive', 'left', leaving.signal)
    leaving.abort()
    await settled()
    expect(log).toEqual(['no left'])
    await vi.advanceTimersByTimeAsync(999)
    expect(log).toEqual(['no left'])
    await vi.advanceTimersByTimeAsync(1)
    expect(log).toEqual(['no left', 'no page'])
    expect(limit.figures).toEqual({ limit: 32, active: 32, waiting: 0 })
  })
})
