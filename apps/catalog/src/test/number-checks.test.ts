import { expect, it } from 'vitest'
import { checkPrice, checkQuantity } from '../common/number-checks.ts'

it('knows what the ledger and the price list can keep', () => {
  expect(checkQuantity('0')).toBe('numberZero')
  expect(checkQuantity('0.00001')).toBe('numberTooPrecise')
  expect(checkQuantity('123456789012345')).toBe('numberTooLarge')
  expect(checkQuantity(' ')).toBe('numberMissing')
  expect(checkPrice('')).toBeNull()
  expect(checkPrice('0.000001')).toBeNull()
  expect(checkPrice('1,500')).toBe('numberUnclear')
  expect([checkPrice('-3'), checkQuantity('-3')]).toEqual(['numberUnclear', 'numberUnclear'])
})
