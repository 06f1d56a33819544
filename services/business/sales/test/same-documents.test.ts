import type { DaySummary } from '@portico/sales-contract'
import { Big } from 'big.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market

beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market.stop())

it('the figures of a period and the list of it count the same documents, to the cent', async () => {
  const counter = new Counter(market)
  const productId = await counter.product('SERVICE')
  const order = (unitPrice: string) => counter.draft([{ productId, quantity: '3', unitPrice }])
  await order('1000')
  await counter.through(await order('500'), 'cancel')
  await counter.through(await order('0.3333'), 'confirm')
  const shipped = await counter.through(await order('19.99'), 'confirm', 'ship')
  const [line] = await counter.lines(shipped.id)
  await counter.credit(shipped.id, [{ lineId: line?.id ?? '', quantity: '2' }])

  const day = new Date().toISOString().slice(0, 10)
  const query = new URLSearchParams({ from: day, to: day, timeZone: 'UTC' })
  const { items } = (await counter.call('GET', `/summary/days?${query}`)).json<{ items: DaySummary[] }>()
  const { sums, totalCount, totalAmount } = (await counter.call('GET', `/orders?${query}`)).json()
  const sales = Big(sums.orders.amount).plus(sums.creditNotes.amount)
  expect([items[0]?.orderCount, items[0]?.total]).toEqual([sums.orders.count, sales.toFixed(2)])
  expect(sums).toEqual({
    orders: { count: 2, amount: '60.97' },
    creditNotes: { count: 1, amount: '-39.98' },
    drafts: { count: 1, amount: '3000.00' },
    cancelled: { count: 1, amount: '1500.00' },
  })
  expect([totalCount, totalAmount]).toEqual([5, '4520.99'])
})
