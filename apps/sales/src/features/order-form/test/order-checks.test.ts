import { describe, expect, test } from 'vitest'
import { checkDraft, draftTotal, hasProblems, inputOf, lineAmount } from '../order-checks.ts'
import { type DraftLine, emptyDraft, type OrderDraft } from '../order-draft.ts'
import { buildLine } from './build.ts'

function draftWith(...lines: DraftLine[]): OrderDraft {
  return { key: 'k', customer: null, deliveryNote: '', note: '', lines, nextKey: 99 }
}

describe('amounts', () => {
  test('are rounded half away from zero', () => {
    expect(lineAmount(buildLine({ quantity: '1', unitPrice: '0.125' }))?.toFixed(2)).toBe('0.13')
    expect(lineAmount(buildLine({ quantity: '-1', unitPrice: '0.125' }))?.toFixed(2)).toBe('-0.13')
  })
  test('take a discount in per cent', () => {
    expect(
      lineAmount(buildLine({ quantity: '7', unitPrice: '3.39', discountPercent: '15' }))?.toFixed(2),
    ).toBe('20.17')
  })
  test('sum without a float: ten times 0.1 is 1', () => {
    const lines = Array.from({ length: 10 }, (_, key) =>
      buildLine({ key: String(key), quantity: '1', unitPrice: '0.1' }),
    )
    expect(draftTotal(draftWith(...lines))).toBe('1.00')
  })
  test('are unknown while a number is half typed, and the total goes without', () => {
    const half = buildLine({ key: '2', unitPrice: '1,500' })
    expect(lineAmount(half)).toBeNull()
    expect(draftTotal(draftWith(buildLine(), half))).toBe('15.30')
  })
})

describe('checks', () => {
  test('an order without any line filled in is refused', () => {
    expect(checkDraft(emptyDraft())).toEqual({ lines: {}, isEmpty: true })
  })
  test('blank lines are no problem beside filled ones, and are not sent', () => {
    const blank = buildLine({ key: '2', product: null, quantity: '', unitPrice: '' })
    const draft = draftWith(buildLine(), blank)
    expect(hasProblems(checkDraft(draft))).toBe(false)
    expect(inputOf(draft).lines).toEqual([
      { productId: 'p1', quantity: '6', unitPrice: '2.55', discount: '0' },
    ])
  })
  test.each([
    [{ product: null }, { product: 'PRODUCT_MISSING' }],
    [{ quantity: '' }, { quantity: 'QUANTITY_INVALID' }],
    [{ quantity: '0' }, { quantity: 'QUANTITY_NOT_POSITIVE' }],
    [{ unitPrice: 'abc' }, { unitPrice: 'PRICE_INVALID' }],
    [{ unitPrice: '-1' }, { unitPrice: 'PRICE_NEGATIVE' }],
    [{ discountPercent: 'half' }, { discountPercent: 'DISCOUNT_INVALID' }],
    [{ discountPercent: '101' }, { discountPercent: 'DISCOUNT_OUT_OF_RANGE' }],
  ])('%j is found at its field', (changes, problems) => {
    expect(checkDraft(draftWith(buildLine(changes))).lines['1']).toEqual(problems)
  })
  test('numbers are sent as they were meant, a discount as a fraction', () => {
    const line = buildLine({ quantity: '1,200.0', unitPrice: '２.５０', discountPercent: '12.5' })
    expect(inputOf(draftWith(line)).lines).toEqual([
      { productId: 'p1', quantity: '1200', unitPrice: '2.5', discount: '0.125' },
    ])
  })
})
