import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTypedDecimal } from '../typed-decimal.ts'

test.each([
  ['12.50', '12.5'],
  [' 3 ', '3'],
  ['.5', '0.5'],
  ['7.', '7'],
  ['-2', '-2'],
  ['1,234.5', '1234.5'],
  ['1,234,567', '1234567'],
  ['１２．５', '12.5'],
  ['12。5', '12.5'],
  ['9007199254740993.07', '9007199254740993.07'],
])('%j means %s', (typed, meant) => {
  expect(parseTypedDecimal(typed)).toBe(meant)
})

test.each(['', ' ', 'x', '1,5', '12,34', '1.2.3', '1e3', '--1', '.', 'Infinity', '0x10'])(
  '%j is no number',
  typed => {
    expect(parseTypedDecimal(typed)).toBeNull()
  },
)

test('whatever is typed gives null or plain decimal text', () => {
  fc.assert(fc.property(fc.string(), typed => /^-?\d+(\.\d+)?$/.test(parseTypedDecimal(typed) ?? '0')))
})
