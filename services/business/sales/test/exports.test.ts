import { createContext, type Database, ServiceClients } from '@portico/service-kit'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOrderRows } from '../src/exports/order-batches.ts'
import { OrderNames } from '../src/exports/order-names.ts'
import { Counter } from './counter.ts'
import { exportOrders, lineSums } from './export-harness.ts'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'
import { hasRealOrders, readEveryFifthOrder, sumRealOrders, WITHOUT_REAL_ORDERS } from './real-orders.ts'

let market: Market

beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market.stop())

function recordsOf(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, bom: true })
}

async function refusalOf(answer: Response): Promise<[number, string]> {
  return [answer.status, ((await answer.json()) as { code: string }).code]
}

describe('the export of orders', () => {
  it('has a row a line with the names of the import, credit notes with negative quantities', async () => {
    const counter = new Counter(market, 't_shop')
    const [productId, customerId] = [await counter.product('GOODS', '10'), await counter.customer()]
    const lines = [{ productId, quantity: '2', unitPrice: '1234.5', discount: '0.1', description: 'Tea' }]
    const draft = await counter.draft(lines, { customerId, note: 'PO 7', deliveryNote: 'Back door' })
    const order = await counter.through(draft, 'confirm', 'ship')
    const [line] = await counter.lines(order.id)
    await counter.call('POST', `/orders/${order.id}/credit-notes`, {
      lines: [{ lineId: line?.id, quantity: '1' }],
    })

    const [credit, sold, ...others] = recordsOf(await (await exportOrders(market, 't_shop')).text())
    expect(others).toEqual([])
    expect(credit).toMatchObject({ Kind: 'Credit note', Status: 'Closed', Quantity: '-1' })
    expect(sold).toMatchObject({
      'Document number': 'SO-000001',
      Kind: 'Order',
      Status: 'Shipped',
      'Customer name': 'Ada',
      'Product code': expect.stringMatching(/^P/),
      Description: 'Tea',
      Quantity: '2',
      'Unit price': '1234.5',
      Discount: '0.1',
      'Line amount': '2222.10',
      Currency: 'GBP',
      Reference: 'PO 7',
      'Delivery note': 'Back door',
    })
  })

  it('holds what the list holds under the same filter, at the tenant’s clock and in its language', async () => {
    const query = 'kind=ORDER&status=SHIPPED,CLOSED&search=SO-&timeZone=Asia%2FShanghai&language=zh-CN'
    const [row, ...others] = recordsOf(await (await exportOrders(market, 't_shop', query)).text())
    const { items } = (await market.sales.call('GET', '/orders?kind=ORDER', { tenant: 't_shop' })).json()
    const local = new Date(Date.parse(items[0].orderedAt) + 8 * 3_600_000).toISOString()
    expect(others).toEqual([])
    expect(row).toMatchObject({ 单据号: 'SO-000001', 状态: '已发货', 币种: 'GBP' })
    expect(row?.日期).toBe(local.slice(0, 19).replace('T', ' '))
    expect(recordsOf(await (await exportOrders(market, 't_shop', 'status=DRAFT')).text())).toEqual([])
  })

  it('shows nothing of another tenant', async () => {
    expect(recordsOf(await (await exportOrders(market, 't_other')).text())).toEqual([])
  })

  it.each(['timeZone=Mars%2FBase', 'format=pdf', 'from=yesterday'])('refuses %s', async query => {
    expect(await refusalOf(await exportOrders(market, 't_shop', query))).toEqual([400, 'INVALID_REQUEST'])
  })

  it('is refused with UPSTREAM_UNAVAILABLE where products cannot be named, not ended early', async () => {
    market.productChaos.mode = 'fail'
    const answer = await exportOrders(market, 't_shop')
    market.productChaos.mode = 'pass'
    expect(await refusalOf(answer)).toEqual([503, 'UPSTREAM_UNAVAILABLE'])
  })

  it('is read in batches of whole documents, each a transaction of its own', async () => {
    const counter = new Counter(market, 't_batches')
    const productId = await counter.product('GOODS')
    for (const size of [1, 2, 5, 1])
      await counter.draft(Array.from({ length: size }, () => ({ productId, quantity: '1' })))
    const { database } = market.sales
    let transactions = 0
    const store: Pick<Database, 'tenant'> = {
      tenant: (tenantId, work) => {
        transactions++
        return database.tenant(tenantId, work)
      },
    }
    const context = createContext({ tenantId: 't_batches' })
    const names = new OrderNames(new ServiceClients(market.env))
    const batches: number[] = []
    const request = { context, filter: { timeZone: 'UTC' } }
    for await (const rows of readOrderRows(store, names, request, { documents: 2, lines: 3 })) {
      batches.push(rows.length)
    }
    // Newest first: 1 + 5, 2 + 1, and the end.
    expect(batches).toEqual([6, 3])
    expect(transactions).toBe(3)
  })
})

describe('a file that was exported', () => {
  it('is read back to the same values, cells that look like formulas included', async () => {
    const hostile = ['=HYPERLINK("http://x")', '+44 20', '-3 for 2', '@home', '=1', '00123', "'tis"]
    const items = hostile.map(code => ({ code, name: `${code} name`, kind: 'GOODS' }))
    const ensured = await market.send<{ items: { code: string; id: string }[] }>(
      'product',
      '/products/ensure',
      { items },
      't_hostile',
    )
    const documents = ensured.items.map(({ id, code }, index) => ({
      source: 'old',
      number: `${code.slice(0, 6)}-${index}`,
      kind: 'ORDER',
      orderedAt: '2010-12-01T08:26:00Z',
      currency: 'GBP',
      deliveryNote: `${code}: back door`,
      lines: [
        { productId: id, description: `${code} "quoted", and so on`, quantity: '1.5', unitPrice: '0.0333' },
      ],
    }))
    const written = await market.sales.call('POST', '/orders/history', {
      tenant: 't_hostile',
      body: { documents },
    })
    expect(written.statusCode, written.body).toBe(200)
    const file = await (await exportOrders(market, 't_hostile', 'timeZone=Europe%2FLondon')).text()
    expect(file).not.toMatch(/(^|,|\n)"?[=+@\t]|(^|,|\n)"?-\D/)

    const harness = new ImportHarness(market, 't_hostile_copy')
    expect(await harness.run(file)).toMatchObject({ status: 'DONE', rejectedRows: 0 })
    expect(await lineSums(market, 't_hostile_copy')).toEqual(await lineSums(market, 't_hostile'))
    const notes = await deliveryNotes(market, 't_hostile_copy')
    expect(notes).toEqual(hostile.map(code => `${code}: back door`).sort())
  })

  // The import of all 10,000 lines is `import.real.test.ts`.
  const realOrders = once(async () => {
    const from = new ImportHarness(market, 't_real_orders')
    await from.run(readEveryFifthOrder())
    return { tenant: from.tenant, sums: await lineSums(market, from.tenant) }
  })

  it.skipIf(!hasRealOrders).each([
    ['csv', 'zh-CN'],
    ['xlsx', 'en'],
  ])(
    `has as %s in %s the documents and sums of the fifth of the real orders it came from (${WITHOUT_REAL_ORDERS})`,
    async (format, language) => {
      const { tenant, sums } = await realOrders()
      const to = new ImportHarness(market, `t_to_${format}_${language}`)
      const query = `timeZone=Europe%2FLondon&language=${language}&format=${format}`
      const file = await (await exportOrders(market, tenant, query)).arrayBuffer()
      const { rows, documents, amount } = sumRealOrders(readEveryFifthOrder())
      const job = await to.run(file, { 'x-file-name': `orders.${format}` })
      expect(job).toMatchObject({ status: 'DONE', rejectedRows: 0, progress: { rowsTotal: rows } })
      expect(await to.totals()).toEqual({ count: documents, amount })
      expect(await lineSums(market, to.tenant)).toEqual(sums)
    },
    120_000,
  )
})

async function deliveryNotes({ sales }: Market, tenant: string): Promise<string[]> {
  const { items } = (await sales.call('GET', '/orders', { tenant })).json()
  return items.map(({ deliveryNote }: { deliveryNote: string }) => deliveryNote).sort()
}

/** Both formats are written from one import, which the first of them waits for. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined
  return () => {
    result ??= work()
    return result
  }
}
