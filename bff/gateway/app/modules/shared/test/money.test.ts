import { expect, it } from 'vitest'
import { sumAmounts } from '../money.ts'

it('sums amounts a float would not', () => {
  expect(sumAmounts(['0.10', '0.20', '-0.30'])).toBe('0.00')
  expect(sumAmounts(['99999999999999.99', '0.01'])).toBe('100000000000000.00')
})

it('answers zero for no amounts', () => expect(sumAmounts([])).toBe('0.00'))
