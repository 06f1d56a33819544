import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  DEFAULT_VIEW,
  formatView,
  isFiltered,
  ORDER_KINDS,
  ORDER_SORTS,
  ORDER_STATUSES,
  type OrderView,
  PAGE_SIZES,
  parseView,
  variablesOf,
} from '../order-filter.ts'

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map(at => at.toISOString().slice(0, 10))

const anyView: fc.Arbitrary<OrderView> = fc.record({
  search: fc.string(),
  kind: fc.constantFrom(null, ...ORDER_KINDS),
  status: fc.subarray([...ORDER_STATUSES]),
  customerId: fc.oneof(fc.constant(''), fc.uuid()),
  from: fc.oneof(fc.constant(''), day),
  to: fc.oneof(fc.constant(''), day),
  sort: fc.constantFrom(...ORDER_SORTS),
  pageSize: fc.constantFrom(...PAGE_SIZES),
  after: fc.oneof(fc.constant(''), fc.base64String()),
})

test('every view comes back from its URL as it was', () => {
  fc.assert(
    fc.property(anyView, view => {
      const url = new URL(`http://shop.invalid/sales/orders?${formatView(view)}`)
      expect(parseView(url.searchParams)).toEqual(view)
    }),
  )
})

test('any URL at all gives a view that can be asked for', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), query => {
      const view = parseView(new URLSearchParams(query))
      expect(parseView(formatView(view))).toEqual(view)
    }),
  )
})

test('a plain list has a plain URL', () => {
  expect(formatView(DEFAULT_VIEW).toString()).toBe('')
})

test('what is not understood falls back to its default', () => {
  const params = new URLSearchParams('status=DRAFT,NONSENSE&sort=UPWARDS&size=7&from=2010-02-31&kind=x')
  expect(parseView(params)).toEqual({ ...DEFAULT_VIEW, status: ['DRAFT'] })
})

test('sort, page and page size narrow nothing; everything else does', () => {
  expect(isFiltered({ ...DEFAULT_VIEW, sort: 'TOTAL_ASC', pageSize: 100, after: 'x' })).toBe(false)
  expect(isFiltered({ ...DEFAULT_VIEW, status: ['DRAFT'] })).toBe(true)
})

test('the gateway is asked with nulls where anything will do', () => {
  expect(variablesOf({ ...DEFAULT_VIEW, search: '  ' })).toEqual({
    first: 20,
    after: null,
    sort: 'DATE_DESC',
    filter: { kind: null, status: null, customerId: null, search: null, from: null, to: null },
  })
})
