import { parseValue as parseLiteralText } from 'graphql'
import { describe, expect, it } from 'vitest'
import { DateTime, Day, Decimal } from '../scalars.ts'

describe('Decimal', () => {
  it.each(['0', '12.50', '-3.141592', '999999999999999'])('takes %s as it is', text => {
    expect(Decimal.parseValue(text)).toBe(text)
  })

  it.each([12.5, 12, '1e3', '1,000', '', ' 1', '1.1234567', '1234567890123456', null, 'NaN'])(
    'refuses %j',
    value => {
      expect(() => Decimal.parseValue(value)).toThrow('Decimal must be a decimal number as a string')
    },
  )

  it('refuses a float written in a query', () => {
    expect(() => Decimal.parseLiteral(parseLiteralText('12.5'))).toThrow('Decimal must be')
    expect(Decimal.parseLiteral(parseLiteralText('"12.5"'))).toBe('12.5')
  })
})

describe('Date', () => {
  it('takes a day of the calendar', () => expect(Day.parseValue('2012-02-29')).toBe('2012-02-29'))

  it.each(['2011-02-29', '2010-13-01', '2010-12-1', '2010-12-01T00:00:00Z', 20101201])(
    'refuses %j',
    value => {
      expect(() => Day.parseValue(value)).toThrow('Date must be a day')
    },
  )
})

describe('DateTime', () => {
  it('takes an instant with its zone', () => {
    expect(DateTime.parseValue('2010-12-01T08:26:00.000Z')).toBe('2010-12-01T08:26:00.000Z')
  })

  it.each(['2010-12-01', '2010-12-01T08:26:00', '2010-12-01T25:00:00Z', 1291191960000])(
    'refuses %j',
    value => {
      expect(() => DateTime.parseValue(value)).toThrow('DateTime must be an instant')
    },
  )
})
