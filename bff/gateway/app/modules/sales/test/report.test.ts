import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})
afterAll(() => shop.close())

const ASK = `{ salesReport(from: "2026-01", to: "2026-12", products: 3) {
  state share asOf checkedAt differs months { month total { amount currency } orderCount creditTotal { amount } }
  statuses { kind status count total { amount currency } } products { product { code } quantity total { amount currency } } } }`

const report = {
  ...{ state: 'READY', share: 1, asOf: '2026-12-31T10:00:00.000Z', checkedAt: null, differs: false },
  months: [{ month: '2026-01', orderCount: 2, total: '10.50', creditTotal: '-1.00' }],
  statuses: [{ kind: 'ORDER', status: 'CLOSED', count: 2, total: '11.50' }],
  products: [{ productId: 'p1', quantity: '3', total: '10.50' }],
}

it('gives the figures of sales in the money and time zone of the tenant, with the names of products', async () => {
  shop.services.sales.on('GET /reports/sales', () => report)
  const { data, errors } = await shop.ask(ASK)
  expect(errors).toEqual([])
  const money = (amount: string) => ({ amount, currency: 'CNY' })
  expect(data.salesReport).toEqual({
    ...report,
    months: [{ ...report.months[0], total: money('10.50'), creditTotal: { amount: '-1.00' } }],
    statuses: [{ ...report.statuses[0], total: money('11.50') }],
    products: [{ product: { code: expect.any(String) }, quantity: '3', total: money('10.50') }],
  })
  const [call] = shop.services.sales.calls
  expect(Object.fromEntries(call?.query ?? [])).toEqual({
    ...{ from: '2026-01', to: '2026-12', timeZone: 'Asia/Shanghai', first: '3' },
  })
})
