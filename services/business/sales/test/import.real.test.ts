import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'
import { hasRealOrders, readRealOrders, sumRealOrders, WITHOUT_REAL_ORDERS } from './real-orders.ts'

const SMALL = Buffer.from(
  'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n1,A,1,2020-01-30,1.5\n2,B,1,2020-01-30,2.5\n',
)

// That a second import makes nothing is seen in a browser: `e2e/product/import.spec.ts`.
describe.skipIf(!hasRealOrders)(`importing online-retail.csv (${WITHOUT_REAL_ORDERS})`, () => {
  let market: Market
  let harness: ImportHarness

  beforeAll(async () => {
    market = await openMarket()
    harness = new ImportHarness(market)
    // As in a database that was in use before: the planner believes that an import has two rows.
    await new ImportHarness(market, 't_small').run(SMALL)
    await market.sales.database.tenant('t_small', tx => tx.run('analyze'))
  })
  afterAll(() => market.stop())

  it('makes every document once, and their totals are the file’s', async () => {
    const expected = sumRealOrders()
    const started = performance.now()
    const job = await harness.run(readRealOrders())
    console.info(`10,000 rows end to end: ${Math.round(performance.now() - started)} ms`)
    expect(job).toMatchObject({ status: 'DONE', failure: null, rejectedRows: 0, fileName: '销售 2010.csv' })
    expect(job.progress).toMatchObject({
      rowsTotal: expected.rows,
      rowsDone: expected.rows,
      documentsCreated: expected.documents,
      documentsRecognised: 0,
      rowsRejected: 0,
      customersCreated: expected.customers,
    })
    expect(await harness.totals()).toEqual({ count: expected.documents, amount: expected.amount })
    const credits = (await harness.call('GET', '/orders?kind=CREDIT_NOTE&first=1')).json()
    expect(credits.totalCount).toBe(expected.credits)
  }, 60_000)

  it('makes postage a service, goods goods, with the price last seen', async () => {
    const find = (code: string) =>
      market.send<{ items: { id: string; code: string; kind: string; name: string }[] }>(
        'product',
        `/products?search=${code}`,
      )
    expect((await find('POST')).items.find(product => product.code === 'POST')).toMatchObject({
      kind: 'SERVICE',
    })
    const goods = (await find('85123A')).items.find(product => product.code === '85123A')
    expect(goods).toMatchObject({ kind: 'GOODS', name: 'WHITE HANGING HEART T-LIGHT HOLDER' })
    const body = { productIds: [goods?.id ?? ''] }
    const prices = await market.send<{ items: object[] }>('pricing', '/prices/batch', body)
    expect(prices.items).toMatchObject([{ currency: 'GBP' }])
  })

  it('keeps the file’s local times, and moves no stock', async () => {
    const { items } = (await harness.call('GET', '/orders?search=536365')).json()
    expect(items[0]).toMatchObject({
      orderedAt: '2010-12-01T08:26:00.000Z',
      status: 'CLOSED',
      isImported: true,
    })
    expect(market.chaos.calls).toEqual([])
  })
})
