import { beforeEach, expect, it, vi } from 'vitest'
import { AppNavigation } from '../app-navigation.ts'
import { hrefOf, PageHistory } from '../page-history.ts'

let history: PageHistory
let sales: AppNavigation

beforeEach(() => {
  window.history.replaceState(null, '', '/sales/orders')
  history = new PageHistory()
  sales = new AppNavigation(history, '/sales')
  history.subscribe(location => {
    if (location.pathname.startsWith('/sales')) sales.follow(location)
    else sales.freeze()
  })
  sales.follow(history.location)
})

it('follows the page while its app is shown', () => {
  const listener = vi.fn()
  sales.subscribe(listener)
  sales.navigate('/sales/orders/1', { state: { from: 'list' } })
  expect(window.location.pathname).toBe('/sales/orders/1')
  expect(listener).toHaveBeenCalledWith(
    expect.objectContaining({ pathname: '/sales/orders/1', state: { from: 'list' } }),
  )
})

it('stands still while its app is hidden, and coming back to it is no change', () => {
  const before = sales.location()
  const listener = vi.fn()
  sales.subscribe(listener)
  history.push('/inventory/stock')
  expect(sales.location()).toBe(before)
  history.push('/sales/orders')
  expect(sales.location()).toBe(before)
  expect(listener).not.toHaveBeenCalled()
})

it('follows another address its tab is shown at', () => {
  history.push('/inventory/stock')
  history.push('/sales/import')
  expect(sales.location().pathname).toBe('/sales/import')
})

it('lets a hidden app go elsewhere inside itself without moving the page', () => {
  history.push('/inventory/stock')
  sales.navigate('/sales/orders/7?saved=1')
  expect(hrefOf(sales.location())).toBe('/sales/orders/7?saved=1')
  expect(window.location.pathname).toBe('/inventory/stock')
})

it('does not let a hidden app take the page away from the user', () => {
  history.push('/inventory/stock')
  sales.navigate('/workbench')
  sales.go(-1)
  expect(window.location.pathname).toBe('/inventory/stock')
  expect(sales.location().pathname).toBe('/sales/orders')
})

it('resolves relative addresses against the app’s own', () => {
  sales.navigate('?status=open', { replace: true })
  expect(hrefOf(sales.location())).toBe('/sales/orders?status=open')
})
