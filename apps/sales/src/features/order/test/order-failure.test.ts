import { GraphError } from '@portico/micro-app'
import { expect, test } from 'vitest'
import { findFailure, orderFailure } from '../order-failure.ts'

const shortages = [{ productId: 'p1', requested: '9', available: '3' }]
const short = new GraphError('INSUFFICIENT_STOCK', 'no', [
  { code: 'INSUFFICIENT_STOCK', message: 'no', details: { shortages } },
])

test('names the products that are short', () => {
  expect(orderFailure(short)).toEqual({ code: 'INSUFFICIENT_STOCK', shortages })
})

test('survives a history entry', () => {
  const state: unknown = JSON.parse(JSON.stringify({ failure: orderFailure(short) }))
  expect(findFailure(state)).toEqual(orderFailure(short))
})

test('details of another shape are left out, and foreign history states are none', () => {
  const odd = new GraphError('INSUFFICIENT_STOCK', 'no', [
    { code: 'X', message: '', details: { shortages: [3] } },
  ])
  expect(orderFailure(odd)).toEqual({ code: 'INSUFFICIENT_STOCK', shortages: [] })
  expect(findFailure({ trail: [] })).toBeNull()
  expect(findFailure(null)).toBeNull()
})

test('anything that is no coded error is UNEXPECTED', () => {
  expect(orderFailure(new TypeError('x'))).toEqual({ code: 'UNEXPECTED', shortages: [] })
})
