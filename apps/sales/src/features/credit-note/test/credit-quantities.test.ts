import { expect, test } from 'vitest'
import type { OrderDetailLine } from '../../order/use-order.ts'
import { checkQuantity, creditLines, creditTotal, leftQuantities } from '../credit-quantities.ts'

const lines: OrderDetailLine[] = [
  buildLine({ id: 'a', quantity: '8', left: '6', unitPrice: '2.55' }),
  buildLine({ id: 'b', quantity: '7', left: '7', unitPrice: '3.39', discount: '0.15' }),
  buildLine({ id: 'c', quantity: '2', left: '0' }),
]

test('begins with everything that is left', () => {
  expect(creditLines(lines, leftQuantities(lines))).toEqual([
    { lineId: 'a', quantity: '6' },
    { lineId: 'b', quantity: '7' },
  ])
  expect(creditTotal(lines, leftQuantities(lines))).toBe('35.47')
})

test('cleared and zero lines are left out', () => {
  expect(creditLines(lines, { a: '', b: '0' })).toEqual([])
})

test('no more than is left comes back', () => {
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
    left: '1',
    unitPrice: '1',
    discount: '0',
    amount: { amount: '1.00', currency: 'GBP' },
    product: null,
    ...changes,
  }
}
