import { describe, expect, test } from 'vitest'
import { Gradient } from '../src/pool/gradient.ts'

/** A service that does so many calls at once; what comes beyond waits in it. */
interface Service {
  places: number
  workMs: number
}

interface Load {
  /** Calls that ask at once. */
  callers: number
  seconds: number
}

let now: number

/** The most under way at once in the last second: what the limit has come to. */
function run(gradient: Gradient, { places, workMs }: Service, { callers, seconds }: Load): number {
  const end = now + seconds * 1_000
  let most = 0
  while (now < end) {
    const active = Math.min(callers, gradient.limit)
    if (end - now < 1_000) most = Math.max(most, active)
    now += workMs / Math.min(active, places)
    gradient.note(workMs * Math.max(1, active / places), active, false, now)
  }
  return most
}

function fresh(): Gradient {
  now = 1_000_000
  return new Gradient()
}

const service: Service = { places: 10, workMs: 40 }

describe('the limit of an instance that more is asked of than it can do', () => {
  test('comes to what it does at once, and some that wait there, although it was overloaded from the start', () => {
    const limit = run(fresh(), service, { callers: 200, seconds: 30 })
    expect(limit).toBeGreaterThan(15)
    expect(limit).toBeLessThan(30)
  })

  test('stays there, and follows the instance where that becomes larger or smaller', () => {
    const gradient = fresh()
    const limits = [service, service, { ...service, places: 40 }, { ...service, places: 5 }].map(each =>
      run(gradient, each, { callers: 200, seconds: 120 }),
    )
    expect(limits[1]).toBeLessThan(30)
    expect(limits[2]).toBeGreaterThan(60)
    expect(limits[3]).toBeLessThan(25)
  })

  test('is not lowered by dearer calls: within a quarter of a minute they are the usual ones', () => {
    const gradient = fresh()
    run(gradient, service, { callers: 200, seconds: 30 })
    expect(run(gradient, { ...service, workMs: 200 }, { callers: 200, seconds: 60 })).toBeGreaterThan(15)
  })
})

describe('the limit of an instance that has little to do', () => {
  test('stays as it was, however long', () => {
    const gradient = fresh()
    const before = gradient.limit
    run(gradient, service, { callers: 5, seconds: 60 })
    expect(gradient.limit).toBe(before)
  })

  test('is never lowered where all is answered at once, and grows with what is asked', () => {
    const large: Service = { places: 1_000, workMs: 5 }
    expect(run(fresh(), large, { callers: 1_000, seconds: 60 })).toBe(256)
  })
})

test('an instance that says it has too much to do gets less at once, and what it refuses is no usual time', () => {
  const gradient = fresh()
  run(gradient, service, { callers: 5, seconds: 2 })
  for (let call = 0; call < 1_000; call += 1) {
    now += 5
    gradient.note(1, gradient.limit, true, now)
  }
  expect(gradient.limit).toBe(8)
  const limit = run(gradient, service, { callers: 200, seconds: 60 })
  expect(limit).toBeGreaterThan(15)
  expect(limit).toBeLessThan(30)
})
