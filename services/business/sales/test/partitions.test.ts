import { service as inventory } from '@portico/service-inventory'
import { describeRowSecurity, partitionSchema } from '@portico/service-kit/testing'
import { service as party } from '@portico/service-party'
import { service as pricing } from '@portico/service-pricing'
import { service as product } from '@portico/service-product'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { sales } from '../src/service.ts'
import { Counter } from './counter.ts'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

const FILE = Buffer.from(
  `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,A,Lantern,6,2020-01-30 08:26,2.55,17850,France
536365,B,Heart,2,2020-01-30 08:26,3.39,17850,France
C536379,A,Lantern,-1,2020-02-01 09:41,2.55,17850,France`,
)
/** Of queries: what reads and locks. */
const IS_QUERY = /^\s*(select|with|update|delete|insert)\b/i

let market: Market
const queries: { user: string; text: string; values: unknown[] }[] = []

/** What sales and inventory are asked for in a day, on partitions of their tables. */
beforeAll(async () => {
  market = await openMarket()
  const before = new Counter(market, 't_before')
  await before.draft([{ productId: await before.product('GOODS', '10'), quantity: '2' }])
  for (const { name, provision } of [inventory, party, product, pricing])
    await partitionSchema(await provision(market.env), name)
  // As an installation does it; a second job finds nothing to do.
  for (const PORTICO_PARTITIONS of ['3', '5']) await sales.migrate({ ...market.env, PORTICO_PARTITIONS })
})
afterAll(() => market.stop())

describe('tables partitioned by tenant', () => {
  it('keep the rows they had, each in the partition of its tenant', async () => {
    const { items, totalCount } = (await new Counter(market, 't_before').call('GET', '/orders')).json()
    expect([totalCount, items[0].total]).toEqual([1, '2.00'])
    expect(await countPartitions(['t_before'])).toEqual({ document: 1, line: 1, movement: 1 })
  })

  it('take an order from its draft to its credit note, with its stock', async () => {
    const counter = new Counter(market, 't_one')
    const productId = await counter.product('GOODS', '10')
    const customerId = await counter.customer()
    const query = vi.spyOn(pg.Client.prototype, 'query')
    onTestFinished(() => query.mockRestore())
    const draft = await counter.draft([{ productId, quantity: '3', unitPrice: '2.5' }], { customerId })
    const edit = { currency: 'GBP', customerId, lines: [{ productId, quantity: '4', unitPrice: '2.5' }] }
    await counter.call('PUT', `/orders/${draft.id}`, edit, { 'if-match': `"${draft.version}"` })
    const confirmed = await counter.through(await counter.read(draft.id), 'confirm')
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '4', available: '6' })
    expect(await counter.through(confirmed, 'ship')).toMatchObject({ status: 'SHIPPED', total: '10.00' })
    const [line] = await counter.lines(draft.id)
    const credit = await counter.credit(draft.id, [{ lineId: line?.id ?? '', quantity: '1' }])
    expect([credit.statusCode, credit.json().total]).toEqual([201, '-2.50'])
    for (const path of [
      '/orders?search=SO&sort=TOTAL_DESC',
      `/orders/${draft.id}`,
      `/orders/${draft.id}/activity`,
      `/summary/days?from=2020-01-01&to=2020-02-01&timeZone=UTC`,
      `/summary/best-products?from=2020-01-01&to=2020-02-01&timeZone=UTC&first=5`,
    ])
      expect([path, (await counter.call('GET', path)).statusCode]).toEqual([path, 200])
    const movements = await market.send<{ totalCount: number }>('inventory', '/movements', undefined, 't_one')
    expect(movements.totalCount).toBeGreaterThanOrEqual(3)
    for (const [index, [text, values]] of query.mock.calls.entries() as Iterable<[number, unknown[]]>) {
      const user = String(Reflect.get(query.mock.contexts[index] ?? {}, 'user'))
      if (typeof text === 'string' && Array.isArray(values) && IS_QUERY.test(text))
        queries.push({ user, text, values })
    }
  })

  it('take a file, and the file again', async () => {
    const harness = new ImportHarness(market, 't_two')
    const job = await harness.run(FILE)
    expect(job).toMatchObject({ status: 'DONE', failure: null })
    expect(job.progress).toMatchObject({ documentsCreated: 2, rowsRejected: 0 })
    expect(await harness.totals()).toEqual({ count: 2, amount: '19.53' })
    expect((await harness.run(FILE)).progress).toMatchObject({ documentsCreated: 0, documentsRecognised: 2 })
    expect(await harness.totals()).toEqual({ count: 2, amount: '19.53' })
  })

  it('keep what the whole tables kept: numbers once, a ledger that only grows, another tenant’s rows unseen', async () => {
    const counter = new Counter(market, 't_one')
    const one = <T extends object>(sql: string) =>
      market.sales.database.tenant('t_one', tx => tx.list<T>(sql))
    const twice = `insert into document (tenant_id, id, kind, number, source, status, ordered_at, currency, total, line_count)
      select tenant_id, 'other', kind, number, source, status, ordered_at, currency, total, line_count from document limit 1`
    await expect(one(twice)).rejects.toMatchObject({ code: '23505' })
    const astray = `insert into line (tenant_id, id, document_id, position, description, quantity, unit_price)
      select 't_one', 'astray', 'no such document', 1, '', 1, 1`
    await expect(one(astray)).rejects.toMatchObject({ code: '23503' })
    expect(await one(`select 1 from document where tenant_id <> 't_one'`)).toEqual([])
    const admin = new pg.Client({ connectionString: market.sales.databaseUrl })
    await admin.connect()
    await expect(admin.query('delete from inventory.movement')).rejects.toThrow(/append-only/)
    await admin.end()
    expect((await counter.call('GET', '/orders')).json().totalCount).toBe(2)
  })

  it('are swept', async () => {
    expect(await market.sales.sweep()).toBeGreaterThan(0)
    const { count } = await market.sales.database.tenant('t_one', tx =>
      tx.get<{ count: number }>('select count(*)::int as count from document_tally where is_change'),
    )
    expect(count).toBe(0)
  })

  it('are asked for one partition by every query', async () => {
    expect(queries.length).toBeGreaterThan(20)
    const admin = new pg.Client({ connectionString: market.sales.databaseUrl })
    await admin.connect()
    try {
      for (const query of queries) {
        const parts = [...new Set(partsOf(await explain(admin, query)))]
        const tables = new Set(parts.map(part => part.replace(IS_PART, '')))
        expect([query.text, parts.length]).toEqual([query.text, tables.size])
      }
    } finally {
      await admin.end()
    }
  })
})

describeRowSecurity(() => market.sales)

const IS_PART = /_part_\d$/

/** The plan by which the service's role runs it for the tenant. */
async function explain(admin: pg.Client, { user, text, values }: (typeof queries)[number]): Promise<unknown> {
  await admin.query('begin')
  await admin.query(`set local role ${user}; set local search_path = ${user.replace('portico_', '')}`)
  await admin.query(`set local portico.tenant = 't_one'`)
  const { rows } = await admin.query({ text: `explain (format json) ${text}`, values })
  await admin.query('rollback')
  return rows[0]['QUERY PLAN']
}

const SEARCH_PATH = '-c search_path=sales,inventory,party,product,pricing'

/** Names of the partitions that a plan touches. */
function partsOf(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(partsOf)
  if (typeof plan !== 'object' || plan === null) return []
  const own = 'Relation Name' in plan ? [String(plan['Relation Name'])] : []
  return [...own, ...Object.values(plan).flatMap(partsOf)].filter(name => IS_PART.test(name))
}

/** In how many partitions the tenants have rows. */
async function countPartitions(tenants: string[]): Promise<Record<string, number>> {
  const admin = new pg.Client({ connectionString: market.sales.databaseUrl, options: SEARCH_PATH })
  await admin.connect()
  const counts: Record<string, number> = {}
  for (const table of ['document', 'line', 'movement']) {
    const { rows } = await admin.query(
      `select count(distinct tableoid)::int as count from ${table} where tenant_id = any($1)`,
      [tenants],
    )
    counts[table] = rows[0].count
  }
  await admin.end()
  return counts
}
