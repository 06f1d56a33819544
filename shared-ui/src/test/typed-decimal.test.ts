import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTypedDecimal } from '../input/typed-decimal.ts'

test.each([
  ['12', '12'],
  ['12.50', '12.5'],
  ['12,5', '12.5'],
  ['12,34', '12.34'],
  ['0,125', '0.125'],
  [' 3 ', '3'],
  ['.5', '0.5'],
  ['7.', '7'],
  ['007', '7'],
  ['100', '100'],
  ['-2', '-2'],
  ['−4', '-4'],
  ['+3.5', '3.5'],
  ['-0.00', '0'],
  ['-0,25', '-0.25'],
  ['1,234.5', '1234.5'],
  ['1,234,567', '1234567'],
  ['１２．５', '12.5'],
  ['12。5', '12.5'],
  ['9007199254740993.07', '9007199254740993.07'],
])('%j means %s', (typed, meant) => {
  expect(parseTypedDecimal(typed)).toBe(meant)
})

test.each([
  '',
  ' ',
  'x',
  '1,500',
  '-1,500',
  '1,2,3',
  '1.2.3',
  '1.234,5',
  '1e3',
  '--1',
  '.',
  '-',
  'Infinity',
  '0x10',
  '1'.repeat(65),
])('%j is no number a person can only mean once', typed => {
  expect(parseTypedDecimal(typed)).toBeNull()
})

test('whatever is typed gives null or plain decimal text', () => {
  fc.assert(
    fc.property(fc.string(), typed =>
      /^(0|-?[1-9]\d*|-?\d+\.\d*[1-9])$/.test(parseTypedDecimal(typed) ?? '0'),
    ),
  )
})
