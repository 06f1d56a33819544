import { expect, test } from 'vitest'
import type { OrderDetailLine } from '../../order/use-order.ts'
import { checkQuantity, creditLines, creditTotal, fullQuantities } from '../credit-quantities.ts'

const lines: OrderDetailLine[] = [
  buildLine({ id: 'a', quantity: '6', unitPrice: '2.55' }),
  buildLine({ id: 'b', quantity: '7', unitPrice: '3.39', discount: '0.15' }),
]

test('begins with everything that was sold', () => {
  expect(creditLines(lines, fullQuantities(lines))).toEqual([
    { lineId: 'a', quantity: '6' },
    { lineId: 'b', quantity: '7' },
  ])
  expect(creditTotal(lines, fullQuantities(lines))).toBe('35.47')
})

test('cleared and zero lines are left out', () => {
  expect(creditLines(lines, { a: '', b: '0' })).toEqual([])
})

test('no more than was sold comes back', () => {
  const [line] = lines
  if (!line) throw new Error('no line')
  expect(checkQuantity(line, '6')).toBeNull()
  expect(checkQuantity(line, '6.01')).toBe('TOO_MUCH')
  expect(checkQuantity(line, '-1')).toBe('NEGATIVE')
  expect(checkQuantity(line, 'six')).toBe('INVALID')
})

function buildLine(changes: Partial<OrderDetailLine>): OrderDetailLine {
  return {
    id: 'a',
    description: 'Lantern',
    quantity: '1',
    unitPrice: '1',
    discount: '0',
    amount: { amount: '1.00', currency: 'GBP' },
    product: null,
    ...changes,
  }
}
