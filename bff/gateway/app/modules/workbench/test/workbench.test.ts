import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { anOrder, anOrderPage, aPage, aStockItem } from '../../../../testing/builders.ts'
import type { FakeCall } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
  shop.services.sales.on('GET /summary/days', ({ query }) => ({ items: daysOf(query) }))
  shop.services.sales.on('GET /summary/shipments', ({ query }) => ({
    items: daysOf(query).map(({ date }) => ({ date, orderCount: 2 })),
  }))
  shop.services.sales.on('GET /summary/best-products', () => ({
    items: [
      { productId: 'p1', quantity: '7', total: '69.30' },
      { productId: 'deleted', quantity: '1', total: '1.00' },
    ],
  }))
})
afterEach(() => vi.useRealTimers())
afterAll(() => shop.close())

/** 0.10 and one order a day. */
function daysOf(query: FakeCall['query']) {
  const [from = '', to = ''] = [query.get('from') ?? '', query.get('to') ?? '']
  const days: { date: string; total: string; orderCount: number }[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push({ date: new Date(at).toISOString().slice(0, 10), total: '0.10', orderCount: 1 })
  return days
}

it('sums the month asked for and the one before, in the time zone of the tenant', async () => {
  const { data, errors } = await shop.ask(`{
    workbench(month: "2011-01") {
      month thisMonth { total { amount currency } orderCount } lastMonth { total { amount } orderCount }
      days { date total { amount currency } } lastMonthDays { date }
    }
  }`)
  expect(errors).toEqual([])
  expect(data.workbench).toMatchObject({
    month: '2011-01',
    thisMonth: { total: { amount: '3.10', currency: 'CNY' }, orderCount: 31 },
    lastMonth: { total: { amount: '3.10' }, orderCount: 31 },
  })
  expect(data.workbench.days[0]).toEqual({ date: '2011-01-01', total: { amount: '0.10', currency: 'CNY' } })
  expect(data.workbench.lastMonthDays.at(-1)).toEqual({ date: '2010-12-31' })
  expect(shop.services.sales.calls.map(({ query }) => `${query}`)).toEqual([
    'from=2011-01-01&to=2011-01-31&timeZone=Asia%2FShanghai',
    'from=2010-12-01&to=2010-12-31&timeZone=Asia%2FShanghai',
  ])
})

it('counts what was shipped today and in the month', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2011-01-14T17:00:00Z') })
  const { data } = await shop.ask('{ workbench { shippedToday shippedThisMonth } }')
  expect(data.workbench).toEqual({ shippedToday: 2, shippedThisMonth: 62 })
  expect(shop.services.sales.calls.map(({ query }) => query.get('from'))).toEqual([
    '2011-01-15',
    '2011-01-01',
  ])
})

it('leaves out what was shipped while sales does not say', async () => {
  shop.services.sales.breakDown()
  const { data, degraded } = await shop.ask('{ workbench { month shippedToday } }')
  expect(data.workbench).toMatchObject({ shippedToday: null })
  expect(degraded).toEqual([{ service: 'sales', code: 'UPSTREAM_UNAVAILABLE' }])
})

it('means the day and month where the tenant is when none is given', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2010-12-31T17:00:00Z') })
  await shop.ask('{ workbench { today { orderCount } } }')
  expect(shop.services.sales.calls[0]?.query.get('from')).toBe('2011-01-01')
  const { data } = await shop.ask('{ workbench { month } }')
  expect(data).toEqual({ workbench: { month: '2011-01' } })
})

it('shows the last orders of the month only when one is given', async () => {
  shop.services.sales.on('GET /orders', () => anOrderPage([anOrder('o1')], '1.00'))
  await shop.ask('{ workbench { lastOrders(first: 3) { number total { amount } } } }')
  await shop.ask('{ workbench(month: "2010-12") { lastOrders(first: 3) { number } } }')
  const [any, december] = shop.services.sales.calls.map(({ query }) => Object.fromEntries(query))
  expect(any).toEqual({ first: '3', sort: 'DATE_DESC', timeZone: 'Asia/Shanghai' })
  expect(december).toMatchObject({ from: '2010-12-01', to: '2010-12-31' })
})

it('names the best products, and keeps the figures of one that was deleted', async () => {
  const { data } = await shop.ask(
    '{ workbench(month: "2010-12") { bestProducts(first: 2) { product { code } quantity total { amount } } } }',
  )
  expect(data.workbench.bestProducts).toEqual([
    { product: { code: 'P1' }, quantity: '7', total: { amount: '69.30' } },
    { product: null, quantity: '1', total: { amount: '1.00' } },
  ])
})

it('asks once for the products that run low and for how many they are', async () => {
  const low = [aStockItem('s1', 'p1', { isLow: true })]
  shop.services.inventory.on('GET /stock', () => aPage(low, { totalCount: 14 }))
  const { data } = await shop.ask(
    '{ workbench { lowStockCount lowStock { isLow product { code } warehouse { code } } } }',
  )
  expect(data.workbench).toEqual({
    lowStockCount: 14,
    lowStock: [{ isLow: true, product: { code: 'P1' }, warehouse: { code: 'MAIN' } }],
  })
  expect(shop.services.inventory.asked).toEqual(['GET /stock', 'POST /warehouses/batch'])
})

it('answers the rest while inventory is down, and says what is missing', async () => {
  shop.services.inventory.breakDown()
  const { data, errors, degraded } = await shop.ask(
    '{ workbench(month: "2010-12") { thisMonth { orderCount } lowStock { id } lowStockCount } }',
  )
  expect({ data, errors }).toEqual({
    data: { workbench: { thisMonth: { orderCount: 31 }, lowStock: null, lowStockCount: null } },
    errors: [],
  })
  expect(degraded).toEqual([{ service: 'inventory', code: 'UPSTREAM_UNAVAILABLE' }])
})

it('refuses a month that is none', async () => {
  const { errors } = await shop.ask('{ workbench(month: "2010-13") { month } }')
  expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_REQUEST' })
})
