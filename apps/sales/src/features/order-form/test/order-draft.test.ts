import { expect, test } from 'vitest'
import { ORDER_TEXTS } from '../../order/order-texts.ts'
import { inputOf } from '../order-checks.ts'
import { changeDraft, emptyDraft } from '../order-draft.ts'
import { isSame } from '../use-order-draft.ts'
import { buildProduct } from './build.ts'

test('a new order has one line to type into and is a counter sale', () => {
  const draft = emptyDraft()
  expect(draft.customer).toBeNull()
  expect(draft.lines).toHaveLength(1)
})

test('picking a product brings its price and a quantity of one', () => {
  const draft = changeDraft(emptyDraft(), { type: 'product', key: '1', product: buildProduct() })
  expect(draft.lines[0]).toMatchObject({ quantity: '1', unitPrice: '2.55', product: { code: '85123A' } })
})

test('another product changes the price and keeps the quantity typed', () => {
  const typed = changeDraft(emptyDraft(), { type: 'line', key: '1', patch: { quantity: '12' } })
  const draft = changeDraft(typed, {
    type: 'product',
    key: '1',
    product: buildProduct({ listPrice: { amount: '9.00', currency: 'GBP' } }),
  })
  expect(draft.lines[0]).toMatchObject({ quantity: '12', unitPrice: '9.00' })
})

test('a product without a price leaves the price that was typed', () => {
  const typed = changeDraft(emptyDraft(), { type: 'line', key: '1', patch: { unitPrice: '4' } })
  const draft = changeDraft(typed, { type: 'product', key: '1', product: buildProduct({ listPrice: null }) })
  expect(draft.lines[0]?.unitPrice).toBe('4')
})

test('keys are never used twice, so a removed line cannot come back in another', () => {
  let draft = changeDraft(emptyDraft(), { type: 'add' })
  draft = changeDraft(draft, { type: 'remove', key: '2' })
  draft = changeDraft(draft, { type: 'add' })
  expect(draft.lines.map(line => line.key)).toEqual(['1', '3'])
})

test('removing the last line leaves an empty one', () => {
  const draft = changeDraft(emptyDraft(), { type: 'remove', key: '1' })
  expect(draft.lines).toMatchObject([{ key: '2', product: null, quantity: '' }])
})

test.each(ORDER_TEXTS)('%s is a change of the draft and is sent without the spaces around it', name => {
  const draft = emptyDraft()
  const typed = changeDraft(draft, { type: 'text', name, text: ' Back door ' })
  expect(isSame(draft, typed)).toBe(false)
  expect(inputOf(typed)[name]).toBe('Back door')
})
