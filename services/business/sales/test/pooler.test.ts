import { type Pgbouncer, startPgbouncer } from '@portico/service-kit/testing/pgbouncer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sales } from '../src/service.ts'
import { Counter } from './counter.ts'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

const FILE = Buffer.from(
  `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,A,Lantern,6,2020-01-30 08:26,2.55,17850,France
536366,B,Heart,2,2020-01-30 08:26,3.39,17850,France`,
)

let pooler: Pgbouncer
let market: Market

/** All services through PgBouncer, which gives each role three connections of the database. */
beforeAll(async () => {
  market = await openMarket({}, async urls => {
    pooler = await startPgbouncer(Object.values(urls))
    const pooled = Object.entries(urls).flatMap(([name, url]) => [
      [`${name.toUpperCase()}_DATABASE_URL`, pooler.through(url)],
      [`${name.toUpperCase()}_DIRECT_URL`, url],
    ])
    return Object.fromEntries(pooled)
  })
})
afterAll(async () => {
  await market?.stop()
  await pooler?.stop()
})

describe('through a pooler of transactions', () => {
  it('an order goes from draft to shipped, and its message moves stock', async () => {
    const counter = new Counter(market, 't_pooled')
    const productId = await counter.product('GOODS', '10')
    const drafts = await Promise.all(
      Array.from({ length: 8 }, () => counter.draft([{ productId, quantity: '1' }])),
    )
    const confirmed = await counter.through(drafts[0] ?? expect.fail(), 'confirm')
    await counter.through(confirmed, 'ship')
    await expect
      .poll(() => counter.stock(productId), { timeout: 20_000 })
      .toEqual({ onHand: '9', reserved: '0', available: '9' })
    const { totalCount } = (await counter.call('GET', '/orders?search=SO')).json()
    expect(totalCount).toBe(8)
  })

  it('a file is imported, under a lease that a session holds', async () => {
    const harness = new ImportHarness(market, 't_pooled_import')
    expect(await harness.run(FILE)).toMatchObject({ status: 'DONE', failure: null })
    expect(await harness.totals()).toEqual({ count: 2, amount: '22.08' })
  })

  it('what a transaction sets stays in it: neither tenant nor schema is left for the next one', async () => {
    const { database } = market.sales
    const left = await Promise.all(
      Array.from({ length: 12 }, () =>
        database.execute<{ tenant: string; path: string }>(
          `select coalesce(current_setting('portico.tenant', true), '') as tenant, current_setting('search_path') as path`,
        ),
      ),
    )
    expect(new Set(left.map(({ rows }) => JSON.stringify(rows[0])))).toEqual(
      new Set([JSON.stringify({ tenant: '', path: 'sales' })]),
    )
  })

  it('a service without an address of PostgreSQL itself is refused with what to set', async () => {
    const { SALES_DIRECT_URL: _, ...env } = market.env
    await expect(sales.start({ ...env, SALES_PORT: '0', LOG_LEVEL: 'silent' })).rejects.toMatchObject({
      code: 'DATABASE_POOLED',
      message: expect.stringContaining('_DIRECT_URL'),
    })
  })
})
