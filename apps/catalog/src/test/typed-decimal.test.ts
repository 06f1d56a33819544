import { expect, it } from 'vitest'
import { checkPrice, checkQuantity, parseTypedDecimal } from '../typed-decimal.ts'

it.each([
  ['12', '12'],
  ['12.50', '12.5'],
  ['12,5', '12.5'],
  ['0,125', '0.125'],
  ['1,234.5', '1234.5'],
  ['1,234,567', '1234567'],
  ['１２。５', '12.5'],
  ['.5', '0.5'],
])('%s is %s', (typed, decimal) => {
  expect(parseTypedDecimal(typed)).toBe(decimal)
})

it.each(['', '1,500', '-3', '1e3', '1.2.3', 'abc', '1,2,3'])(
  '%s is no number a person can only mean once',
  typed => {
    expect(parseTypedDecimal(typed)).toBeNull()
  },
)

it('knows what the ledger and the price list can keep', () => {
  expect(checkQuantity('0')).toBe('numberZero')
  expect(checkQuantity('0.00001')).toBe('numberTooPrecise')
  expect(checkQuantity('123456789012345')).toBe('numberTooLarge')
  expect(checkQuantity(' ')).toBe('numberMissing')
  expect(checkPrice('')).toBeNull()
  expect(checkPrice('0.000001')).toBeNull()
  expect(checkPrice('1,500')).toBe('numberUnclear')
})
