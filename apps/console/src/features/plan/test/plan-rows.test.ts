import { describe, expect, test } from 'vitest'
import { minutesOf, newFreeze, newStep, type StepDraft, shareOf, unitOf } from '../plan-draft.ts'
import { instantOfWallClock, isTimeZone, wallOf } from '../wall-clock.ts'

const step = (percent: string, key = '1'): StepDraft => ({
  key,
  percent,
  bake: '1',
  unit: 'days',
  isAutomatic: true,
})

describe('a step that is added', () => {
  test.each([
    ['begins with 1 %', [], '1'],
    ['is twice as wide as the one before', [step('1'), step('12.5', '2')], '25'],
    ['reads a comma as a decimal point', [step('0,5')], '1'],
    ['ends with all tenants', [step('60')], '100'],
    ['is left open behind all tenants', [step('100')], ''],
    ['is left open behind all tenants, however they are written', [step('100,0')], ''],
    ['begins with 1 % again behind what is no share', [step('half')], '1'],
  ])('%s', (_, others, percent) => {
    expect(newStep(others).percent).toBe(percent)
  })

  test('has a key that no other row has', () => {
    expect(newStep([step('1', '4'), step('2', '2')]).key).toBe('5')
    expect(newFreeze([], 'UTC')).toEqual({
      key: '1',
      days: [5, 6, 7],
      from: '18:00',
      to: '08:00',
      timeZone: 'UTC',
    })
  })
})

describe('what is typed', () => {
  test.each([
    ['0.01', 1],
    [' 33,33 ', 3333],
    ['100', 10_000],
    ['0.29', 29],
    ['0', null],
    ['100.01', null],
    ['1.234', null],
    ['1e2', null],
    ['-1', null],
    ['', null],
  ])('as a share, %s, is so many basis points: %s', (percent, points) => {
    expect(shareOf({ percent })).toBe(points)
  })

  test('as a time is a whole number of its unit', () => {
    expect(minutesOf({ bake: ' 2 ', unit: 'hours' })).toBe(120)
    expect(minutesOf({ bake: '1.5', unit: 'hours' })).toBeNull()
    expect(minutesOf({ bake: '', unit: 'days' })).toBeNull()
  })

  test.each([
    [0, 'minutes'],
    [59, 'minutes'],
    [60, 'hours'],
    [90, 'minutes'],
    [1440, 'days'],
    [1500, 'hours'],
  ])('comes back from %s minutes in %s', (minutes, unit) => {
    expect(unitOf(minutes)).toBe(unit)
  })
})

describe('a clock on the wall', () => {
  test.each([
    ['before the clocks go forward', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
    ['after the clocks went forward', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['before the clocks go back', '2026-10-25T01:59', '2026-10-24T23:59:00.000Z'],
    ['after the clocks went back', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('is one instant %s', (_, wall, instant) => {
    expect(instantOfWallClock(wall, 'Europe/Berlin')?.toISOString()).toBe(instant)
    expect(wallOf(new Date(instant), 'Europe/Berlin')).toBe(wall)
  })

  test.each(['Asia/Kolkata', 'Pacific/Apia', 'America/St_Johns', 'UTC'])(
    'in %s comes back as it was',
    zone => {
      const instant = instantOfWallClock('2026-07-01T23:45', zone)
      expect(instant && wallOf(instant, zone)).toBe('2026-07-01T23:45')
    },
  )

  test.each(['', '2026-03-01', '2026-13-01T08:00', '2026-02-30T08:00', '2026-03-01T25:00'])(
    'that shows “%s” shows no time',
    wall => {
      expect(instantOfWallClock(wall, 'UTC')).toBeNull()
    },
  )

  test('has a zone that the browser knows', () => {
    expect(['Asia/Shanghai', 'UTC', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, true, false, false])
  })
})
