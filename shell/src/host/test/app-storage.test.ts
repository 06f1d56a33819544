import { beforeEach, expect, it } from 'vitest'
import { appStorage } from '../sandbox/app-storage.ts'

const sales = () => appStorage(localStorage, { app: 'sales', shared: ['theme', 'common.*'] })
const stock = () => appStorage(localStorage, { app: 'stock', shared: [] })

beforeEach(() => localStorage.clear())

it('keeps the keys of two apps apart, whichever way they are written', () => {
  sales().setItem('filter', 'open')
  stock().filter = 'low'
  expect([sales().filter, stock().getItem('filter')]).toEqual(['open', 'low'])
  delete stock().filter
  expect([sales().getItem('filter'), stock().filter, 'filter' in stock()]).toEqual(['open', undefined, false])
})

it('shares what the manifest names, and finds what was kept under the name of the app', () => {
  localStorage.setItem('theme', 'dark')
  localStorage.setItem('common.size', '2')
  localStorage.setItem('portico.sales.draft', 'x')
  expect(sales().getItem('theme')).toBe('dark')
  expect(sales().getItem('common.size')).toBe('2')
  expect(sales().getItem('portico.sales.draft')).toBe('x')
  expect(stock().getItem('theme')).toBeNull()
  expect(stock().getItem('portico.sales.draft')).toBeNull()
})

it('lists, counts and clears its own keys only', () => {
  localStorage.setItem('portico.tabs', 'of the shell')
  sales().setItem('a', '1')
  sales().setItem('b', '2')
  stock().setItem('c', '3')
  const keys = Object.keys(sales()).sort()
  expect([keys, sales().length, [sales().key(0), sales().key(1)].sort(), sales().key(2)]).toEqual([
    ['a', 'b'],
    2,
    ['a', 'b'],
    null,
  ])
  sales().clear()
  expect([sales().length, stock().length, localStorage.getItem('portico.tabs')]).toEqual([
    0,
    1,
    'of the shell',
  ])
})
