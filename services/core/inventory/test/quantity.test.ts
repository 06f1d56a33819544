import type { DecimalMark } from '@portico/inventory-contract'
import { describe, expect, it } from 'vitest'
import { readQuantity } from '../src/uploads/quantity.ts'

describe('a quantity in a file', () => {
  it.each<[string, DecimalMark | null, string]>([
    ['12', null, '12'],
    [' 0 ', null, '0'],
    ['+3', null, '3'],
    ['007.50', null, '7.5'],
    ['12,5', null, '12.5'],
    ['0.125', null, '0.125'],
    ['0,125', null, '0.125'],
    ['1,234.5', null, '1234.5'],
    ['1.234,5', null, '1234.5'],
    ['1,234,567', null, '1234567'],
    ['1,500', '.', '1500'],
    ['1,500', ',', '1.5'],
    ['1.500', ',', '1500'],
    ['１２．５', null, '12.5'],
    ['1 200', null, '1200'],
  ])('%s with the mark %s is %s', (text, mark, quantity) => {
    expect(readQuantity(text, mark)).toEqual({ quantity, problem: null })
  })

  it.each<[string, DecimalMark | null, string]>([
    ['', null, 'QUANTITY_MISSING'],
    ['1,500', null, 'QUANTITY_AMBIGUOUS'],
    ['1.500', null, 'QUANTITY_AMBIGUOUS'],
    ['-4', null, 'QUANTITY_NEGATIVE'],
    ['12 pcs', null, 'QUANTITY_UNREADABLE'],
    ['1e3', null, 'QUANTITY_UNREADABLE'],
    ['1.2.3', null, 'QUANTITY_UNREADABLE'],
    ['12.5', ',', 'QUANTITY_UNREADABLE'],
    ['0.00001', null, 'QUANTITY_TOO_PRECISE'],
    ['123456789012345', null, 'QUANTITY_TOO_LARGE'],
  ])('%s with the mark %s is refused as %s', (text, mark, problem) => {
    expect(readQuantity(text, mark)).toEqual({ quantity: null, problem })
  })
})

it.each([`1.${'0'.repeat(200_000)}1`, `1${' '.repeat(200_000)}a`, '0'.repeat(200_000)])(
  'a hostile cell is refused by its length, before any pattern looks at it',
  cell => {
    expect(readQuantity(cell, null)).toMatchObject({ problem: 'QUANTITY_UNREADABLE' })
  },
)
