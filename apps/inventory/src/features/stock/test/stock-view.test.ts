import { describe, expect, it } from 'vitest'
import { isFiltered, stockView, variablesOf } from '../stock-view.ts'

const plain = { search: '', warehouseId: '', isLowOnly: false, isUnstocked: false, after: '' }

describe('stock view', () => {
  it('has a plain URL when nothing is set', () => {
    expect(stockView.parse({})).toEqual(plain)
    expect(stockView.format(plain)).toEqual({})
  })

  it('comes back from the URL as it was written', () => {
    const view = { search: 'mug & 杯', warehouseId: 'w1', isLowOnly: true, isUnstocked: false, after: 'c1' }
    const query = stockView.format(view)
    expect(query).toEqual({ q: 'mug & 杯', warehouse: 'w1', low: '1', after: 'c1' })
    expect(stockView.parse({ q: ['mug & 杯', 'x'], warehouse: 'w1', low: '1', after: 'c1' })).toEqual(view)
  })

  it('takes what it does not understand for the default', () => {
    expect(stockView.parse({ low: 'yes', q: null, page: '3' })).toEqual(plain)
  })

  it('asks the graph for any where nothing is set', () => {
    expect(variablesOf({ ...plain, search: '  ' })).toEqual({
      first: 50,
      after: null,
      warehouseId: null,
      search: null,
      lowOnly: false,
    })
  })

  it('is filtered by anything but the page', () => {
    expect(isFiltered({ ...plain, after: 'c1' })).toBe(false)
    expect(isFiltered({ ...plain, isLowOnly: true })).toBe(true)
  })
})
