import { describe, expect, it } from 'vitest'
import { parseMonth } from '../month.ts'

describe('month', () => {
  it.each([null, '', '2010-13', '2010-00', '10-12', '2010-1', '2010-12-01', '0001-01', 'x'])(
    '%s is no month',
    text => {
      expect(parseMonth(text)).toBeNull()
    },
  )

  it('is read from the URL', () => {
    expect(parseMonth('2010-12')).toBe('2010-12')
  })
})
