import { describe, expect, it } from 'vitest'
import { addMonths, dayOfMonth, monthOfDay } from '../format/month.ts'
import { dayInZone } from '../format/time.ts'

describe('month', () => {
  it.each([
    ['2010-12', 1, '2011-01'],
    ['2011-01', -1, '2010-12'],
    ['2010-12', -12, '2009-12'],
    ['2010-06', 0, '2010-06'],
    ['0999-12', 1, '1000-01'],
  ])('%s plus %d is %s', (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected)
  })

  it('begins at midnight of the tenant, not of UTC', () => {
    const newYearInShanghai = new Date('2010-12-31T16:30:00Z')
    expect(monthOfDay(dayInZone(newYearInShanghai, 'Asia/Shanghai'))).toBe('2011-01')
    expect(monthOfDay(dayInZone(newYearInShanghai, 'UTC'))).toBe('2010-12')
  })

  it('knows the day of the month', () => {
    expect(dayOfMonth('2010-12-09')).toBe(9)
  })
})
