import { beforeEach, describe, expect, test } from 'vitest'
import { Breaker } from '../src/pool/breaker.ts'

describe('a breaker', () => {
  let now = 0
  let breaker: Breaker
  beforeEach(() => {
    now = 1_000_000
    breaker = new Breaker(() => now)
  })

  function fail(times: number): void {
    for (let count = 0; count < times; count += 1) {
      if (breaker.tryEnter()) breaker.fail()
    }
  }

  test('stays closed below twenty calls', () => {
    fail(19)
    expect(breaker.tryEnter()).toBe(true)
  })

  test('opens when half of twenty calls fail, and lets one probe through after a second', () => {
    fail(20)
    expect(breaker.tryEnter()).toBe(false)
    now += 999
    expect(breaker.tryEnter()).toBe(false)
    now += 1
    expect([breaker.tryEnter(), breaker.tryEnter()]).toEqual([true, false])
  })

  test('closes when the probe succeeds and opens again when it fails', () => {
    fail(20)
    now += 1_000
    breaker.tryEnter()
    breaker.fail()
    now += 1_000
    expect(breaker.tryEnter()).toBe(false)
    now += 1_000
    breaker.tryEnter()
    breaker.succeed()
    expect([breaker.tryEnter(), breaker.tryEnter()]).toEqual([true, true])
  })

  test('waits twice as long after each probe that fails, up to eight seconds, and a second again once it was well', () => {
    fail(20)
    const waits = Array.from({ length: 5 }, () => {
      now += 8_000
      breaker.tryEnter()
      return breaker.fail()
    })
    expect(waits).toEqual([2_000, 4_000, 8_000, 8_000, 8_000])
    now += 8_000
    breaker.tryEnter()
    breaker.succeed()
    fail(20)
    now += 1_000
    expect(breaker.tryEnter()).toBe(true)
  })

  test('whose probe was given up by its caller lets the next call be the probe', () => {
    fail(20)
    now += 5_000
    expect(breaker.tryEnter()).toBe(true)
    breaker.cancel()
    expect([breaker.tryEnter(), breaker.tryEnter()]).toEqual([true, false])
  })
})
