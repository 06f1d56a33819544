import { describe, expect, it } from 'vitest'
import { dayIn, monthBefore, rangeOfMonth } from '../month.ts'

describe('rangeOfMonth', () => {
  it.each([
    ['2010-12', '2010-12-31'],
    ['2012-02', '2012-02-29'],
    ['2011-02', '2011-02-28'],
  ])('knows that %s ends on %s', (month, to) => {
    expect(rangeOfMonth(month)).toEqual({ from: `${month}-01`, to })
  })

  it.each(['2010-13', '2010-1', '10-01', '2010-12-01', '', 'now'])('refuses %j', month => {
    expect(() => rangeOfMonth(month)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST' }))
  })
})

it('goes back over the turn of the year', () => {
  expect(monthBefore('2011-01')).toBe('2010-12')
  expect(monthBefore('2010-12')).toBe('2010-11')
})

it('knows the day where the tenant is', () => {
  const instant = new Date('2010-12-31T17:00:00Z')
  expect(dayIn('Asia/Shanghai', instant)).toBe('2011-01-01')
  expect(dayIn('America/New_York', instant)).toBe('2010-12-31')
})
