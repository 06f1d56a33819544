import { expect, test } from 'vitest'
import { findPeriod, PERIODS, rangeOf } from '../period.ts'

test('last month is whole, across a year and in a leap year', () => {
  expect(rangeOf('LAST_MONTH', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(rangeOf('LAST_MONTH', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})

test('this month and this year are whole, for a document may be dated ahead', () => {
  expect(rangeOf('THIS_MONTH', '2028-02-03')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(rangeOf('THIS_YEAR', '2028-02-03')).toEqual({ from: '2028-01-01', to: '2028-12-31' })
})

test('seven days include today', () => {
  expect(rangeOf('LAST_7_DAYS', '2026-03-03')).toEqual({ from: '2026-02-25', to: '2026-03-03' })
})

test.each(PERIODS)('%s is found again by its days', period => {
  expect(findPeriod(rangeOf(period, '2026-11-21'), '2026-11-21')).toBe(period)
})

test('days of one’s own are no period', () => {
  expect(findPeriod({ from: '2010-12-01', to: '2010-12-09' }, '2026-11-21')).toBeNull()
})
