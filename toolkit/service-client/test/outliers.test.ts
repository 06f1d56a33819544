import { beforeEach, describe, expect, test } from 'vitest'
import { Discovery } from '../src/index.ts'

const WINDOW_MS = 10_000
let now: number
let lines: unknown[]
let discovery: Discovery

function register(ids: readonly string[]): void {
  discovery.setInstances(
    ids.map((id, n) => {
      const url = `http://127.0.0.1:${n + 1}`
      return { id, service: 'sales', tag: 'gray', version: '1.5.0', url, isHealthy: true }
    }),
  )
}

/** Calls in turn for as long as a window takes; counts them by instance. `ms`: of each instance. */
function call(times: number, ms: readonly number[], isFailing = (_port: number) => false): number[] {
  const counts = ms.map(() => 0)
  for (let n = 0; n < times; n += 1) {
    now += WINDOW_MS / times
    const instance = discovery.find('sales', 'gray')?.instance
    if (!instance) throw new Error('none is found')
    const at = Number(new URL(instance.origin).port) - 1
    counts[at] = (counts[at] ?? 0) + 1
    const isFailure = isFailing(at)
    discovery.note(instance, isFailure, isFailure ? null : (ms[at] ?? 0))
  }
  return counts
}

beforeEach(() => {
  now = 1_000_000
  lines = []
  const urls = { sales: 'http://127.0.0.1:9' }
  discovery = new Discovery(['sales'], urls, {
    log: { warn: (event, facts) => lines.push([event, facts.origin, facts.why]) },
    now: () => now,
  })
  register(['a', 'b', 'c'])
})

describe('an instance that is slow among its peers', () => {
  test('gets nothing after twenty calls where that is plain, the others everything; it comes back slowly', () => {
    expect(call(300, [20, 20, 400])[2]).toBe(20)
    expect(lines).toEqual([['upstream.ejected', 'http://127.0.0.1:3', 'slow']])
    expect(call(300, [20, 20, 400])[2]).toBe(0)
    now += WINDOW_MS
    const back = [0, 1, 2, 3, 4].map(() => call(300, [20, 20, 20])[2] ?? 0)
    expect(back[0]).toBeLessThan(40)
    expect(back).toEqual(back.toSorted((a, b) => a - b))
    expect(back.at(-1)).toBe(100)
  })

  test('gets nothing after a hundred calls where it is less plain', () => {
    call(600, [20, 20, 80])
    expect(call(600, [20, 20, 80])[2]).toBe(0)
    expect(lines).toEqual([['upstream.ejected', 'http://127.0.0.1:3', 'slow']])
  })

  test('gets nothing after a window that has fewer calls', () => {
    expect(call(150, [20, 20, 80])).toEqual([50, 50, 50])
    call(30, [20, 20, 80])
    expect(lines).toEqual([['upstream.ejected', 'http://127.0.0.1:3', 'slow']])
  })

  test('is left alone again after twenty calls when it comes back no better', () => {
    call(600, [20, 20, 400])
    now += 3 * WINDOW_MS
    call(600, [20, 20, 400])
    expect(lines).toHaveLength(2)
  })

  test.each([
    ['all are slow alike', [400, 410, 390], 300],
    ['it is slower and still fast', [2, 2, 40], 300],
    ['too few calls say so', [20, 20, 400], 30],
  ])('is kept where %s', (_, ms, times) => {
    for (let window = 0; window < 3; window += 1) call(times, ms)
    expect(lines).toEqual([])
  })

  test('is not one that works beside one that fails fast', () => {
    register(['a', 'b'])
    for (let window = 0; window < 3; window += 1) call(200, [80, 1], at => at === 1)
    expect(lines).toEqual([['upstream.ejected', 'http://127.0.0.1:2', 'failing']])
  })

  test('is kept by one long call among many', () => {
    const exports = [20, 20, 20]
    for (let n = 0; n < 600; n += 1) {
      exports[2] = n % 30 === 0 ? 60_000 : 20
      now += 50
      const instance = discovery.find('sales', 'gray')?.instance
      if (instance) discovery.note(instance, false, exports[Number(new URL(instance.origin).port) - 1] ?? 0)
    }
    expect(lines).toEqual([])
  })
})

describe('an instance that fails more often than its peers', () => {
  /** Never five in a row, and never half of all, which would open the breaker. */
  const oneInThree = (n: number) => n % 3 === 0

  function callFailing(at: readonly number[]): void {
    for (let n = 0; n < 330; n += 1) {
      now += WINDOW_MS / 300
      const instance = discovery.find('sales', 'gray')?.instance
      if (!instance) throw new Error('none is found')
      const isFailure =
        oneInThree(Math.floor(n / 3)) && at.includes(Number(new URL(instance.origin).port) - 1)
      discovery.note(instance, isFailure, isFailure ? null : 20)
    }
  }

  test('gets nothing after a window', () => {
    callFailing([1])
    expect(lines).toEqual([['upstream.ejected', 'http://127.0.0.1:2', 'failing']])
    expect(call(300, [20, 20, 20])[1]).toBe(0)
  })

  test('is kept where all fail alike', () => {
    callFailing([0, 1, 2])
    expect(lines).toEqual([])
  })
})

describe('an instance that is new among others', () => {
  test('gets a tenth of its turns at first, and all of them after 30 s', () => {
    call(30, [20, 20, 20])
    register(['a', 'b', 'c2'])
    const shares = [0, 1, 2, 3].map(() => call(300, [20, 20, 20])[2] ?? 0)
    expect(shares[0]).toBeLessThan(40)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(100)
  })

  test('gets everything where it is alone', () => {
    register(['a'])
    register(['a2'])
    expect(call(10, [20])).toEqual([10])
  })
})

test('one that hangs is found out by its failures, though reads that were given up there lie between them', () => {
  register(['a', 'b'])
  const hanging = discovery.find('sales', 'gray')?.instance
  if (!hanging) throw new Error('none is found')
  for (let n = 0; n < 5; n += 1) {
    discovery.note(hanging, true, 2_000)
    discovery.note(hanging, null, 10)
  }
  const found = Array.from({ length: 4 }, () => discovery.find('sales', 'gray')?.instance.origin)
  expect(found).not.toContain(hanging.origin)
})
