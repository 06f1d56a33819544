import { existsSync, readFileSync } from 'node:fs'
import { joinNorthwind } from '@portico/northwind'
import { Big } from 'big.js'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

const FOLDER = new URL('../../../../../shared/data/northwind/', import.meta.url)

describe.skipIf(!existsSync(FOLDER))('importing Northwind (skipped without shared/data/northwind)', () => {
  let market: Market

  beforeAll(async () => {
    market = await openMarket()
  })
  afterAll(() => market.stop())

  it('makes its 830 orders with discounts, products and customers', async () => {
    const read = (name: string) => readFileSync(new URL(`${name}.csv`, FOLDER), 'utf8')
    const files = {
      orders: read('orders'),
      orderDetails: read('order_details'),
      products: read('products'),
      customers: read('customers'),
    }
    const details: Record<string, string>[] = parse(files.orderDetails, { columns: true })
    const clean = (text = '') => Big(text).round(4)
    const amount = details.reduce((sum, { quantity = '', unit_price, discount }) => {
      const share = Big(1).minus(clean(discount))
      return sum.plus(Big(quantity).times(clean(unit_price)).times(share).round(2, Big.roundHalfUp))
    }, Big(0))

    const harness = new ImportHarness(market)
    const job = await harness.run(joinNorthwind(files), {
      'x-currency': 'USD',
      'x-time-zone': 'America/New_York',
    })
    expect(job.progress).toMatchObject({
      rowsTotal: details.length,
      documentsCreated: 830,
      rowsRejected: 0,
      productsCreated: 77,
      customersCreated: 89,
    })
    expect(await harness.totals()).toEqual({ count: 830, amount: amount.toFixed(2) })
    const { items } = (await harness.call('GET', '/orders?search=10248')).json()
    expect(items[0]).toMatchObject({ orderedAt: '1996-07-04T04:00:00.000Z', currency: 'USD', lineCount: 3 })
  })
})
