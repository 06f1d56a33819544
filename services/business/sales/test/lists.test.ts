import { randomUUID } from 'node:crypto'
import { Big } from 'big.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Document } from '../src/documents/document.ts'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let counter: Counter
const products = [randomUUID(), randomUUID()]

/** Twelve orders on three days around a London midnight, four of them with equal dates, and one credit note. */
const documents = Array.from({ length: 13 }, (_, n) => ({
  source: 'test',
  number: n === 12 ? 'C-12' : `A${String(n).padStart(2, '0')}`,
  kind: n === 12 ? 'CREDIT_NOTE' : 'ORDER',
  orderedAt: ['2024-06-01T12:00:00Z', '2024-06-01T23:30:00Z', '2024-06-03T08:00:00Z'][n % 3],
  currency: 'GBP',
  note: n === 5 ? '100% wool_socks' : null,
  lines: [
    {
      productId: products[n % 2],
      description: 'x',
      quantity: n === 12 ? '-2' : '2',
      unitPrice: `${(n % 5) + 1}.25`,
    },
  ],
}))

beforeAll(async () => {
  market = await openMarket()
  counter = new Counter(market)
  await counter.call('POST', '/orders/history', { documents })
})
afterAll(() => market.stop())

interface Listed {
  items: (Document & { cursor: string })[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
  totalCount: number
  totalAmount: string
}

async function list(query: string): Promise<Listed> {
  return (await counter.call('GET', `/orders?${query}`)).json()
}

async function walk(query: string, first: number): Promise<Document[]> {
  const seen: Document[] = []
  for (let after = ''; ; ) {
    const page = await list(`${query}&first=${first}${after}`)
    seen.push(...page.items)
    if (!page.pageInfo.hasNextPage) return seen
    after = `&after=${page.pageInfo.endCursor}`
  }
}

describe('the history', () => {
  it('recognises documents by source and number and changes nothing', async () => {
    const again = [
      { ...documents[0], note: 'other' },
      { ...documents[1], source: 'elsewhere' },
    ]
    const { items } = (await counter.call('POST', '/orders/history', { documents: again })).json()
    expect(items.map((item: { isCreated: boolean }) => item.isCreated)).toEqual([false, true])
    expect(await counter.read(items[0].id)).toMatchObject({ number: 'A00', note: null, status: 'CLOSED' })
    await market.sales.database.tenant('t_demo', tx =>
      tx.run('delete from document where id = $1', [items[1].id]),
    )
  })
})

describe('the list', () => {
  it.each(['DATE', 'NUMBER', 'TOTAL'])(
    'walks by %s in both directions without gaps or repeats',
    async sort => {
      const up = await walk(`sort=${sort}_ASC`, 3)
      const down = await walk(`sort=${sort}_DESC`, 5)
      expect(up).toHaveLength(13)
      expect(new Set(up.map(({ id }) => id)).size).toBe(13)
      expect(down.map(({ id }) => id)).toEqual(up.map(({ id }) => id).reverse())
      const keys = up.map(document => sortKey(document, sort))
      expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    },
  )

  it('adds up the whole filter, not the page', async () => {
    const all = await walk('sort=DATE_ASC', 200)
    const sum = all.reduce((total, document) => total.plus(document.total), Big(0))
    const page = await list('first=2')
    expect(page).toMatchObject({ totalCount: 13, totalAmount: sum.toFixed(2) })
    expect(page.items).toHaveLength(2)
  })

  it('filters by kind, status, search and days of the given time zone', async () => {
    expect(await list('kind=CREDIT_NOTE')).toMatchObject({ totalCount: 1, items: [{ number: 'C-12' }] })
    expect((await list('status=DRAFT,CONFIRMED')).totalCount).toBe(0)
    expect((await list('status=DRAFT,CLOSED')).totalCount).toBe(13)
    expect((await list('search=a0')).totalCount).toBe(10)
    expect(await list('search=%25 wool_')).toMatchObject({ totalCount: 1, items: [{ number: 'A05' }] })
    expect((await list('search=o%25w')).totalCount).toBe(0)
    expect((await list('from=2024-06-01&to=2024-06-01&timeZone=UTC')).totalCount).toBe(9)
    expect((await list('from=2024-06-01&to=2024-06-01&timeZone=Europe/London')).totalCount).toBe(5)
    expect((await list('from=2024-06-02&to=2024-06-02&timeZone=Europe/London')).totalCount).toBe(4)
  })

  it('refuses a cursor of something else, a sort and a zone that are none', async () => {
    for (const query of ['after=xyz', 'sort=COLOUR', 'timeZone=Mars/Base', 'first=0', 'first=201']) {
      expect((await counter.call('GET', `/orders?${query}`)).statusCode).toBe(400)
    }
  })

  it('refuses the cursor of a list sorted in another way', async () => {
    const { items } = (await counter.call('GET', '/orders?first=1&sort=DATE_DESC')).json<Listed>()
    for (const sort of ['TOTAL_DESC', 'NUMBER_ASC', 'DATE_ASC']) {
      const answer = await counter.call('GET', `/orders?sort=${sort}&after=${items[0]?.cursor}`)
      expect([sort, answer.json().code]).toEqual([sort, 'INVALID_CURSOR'])
    }
  })

  it('refuses days that do not exist, and a zone without a name, which databases read the other way round', async () => {
    for (const query of ['from=2024-02-31', 'timeZone=%2B08:00']) {
      expect((await counter.call('GET', `/orders?${query}`)).json().code).toBe('INVALID_REQUEST')
    }
  })
})

describe('history', () => {
  it('refuses the source of documents written here, whose numbers it would take', async () => {
    const own = documents.slice(0, 1).map(document => ({ ...document, source: 'portico' }))
    const answer = await counter.call('POST', '/orders/history', { documents: own })
    expect(answer.json().code).toBe('INVALID_REQUEST')
  })
})

describe('summaries', () => {
  const period = 'from=2024-06-01&to=2024-06-04&timeZone=Europe/London'

  it('have every day, count orders and take credit notes off', async () => {
    const draft = await counter.product('GOODS')
    await counter.draft([{ productId: draft, quantity: '1', unitPrice: '999' }])
    const { items } = (await counter.call('GET', `/summary/days?${period}`)).json()
    expect(items).toEqual([
      { date: '2024-06-01', total: '19.50', orderCount: 4 },
      { date: '2024-06-02', total: '24.00', orderCount: 4 },
      { date: '2024-06-03', total: '22.00', orderCount: 4 },
      { date: '2024-06-04', total: '0.00', orderCount: 0 },
    ])
  })

  it('name the best products of a period', async () => {
    const { items } = (await counter.call('GET', `/summary/best-products?${period}&first=1`)).json()
    const mine = documents.filter((_, n) => n % 2 === 1)
    const total = mine.reduce(
      (sum, { lines }) => sum.plus(Big(lines[0]?.quantity ?? 0).times(lines[0]?.unitPrice ?? 0)),
      Big(0),
    )
    expect(items).toEqual([{ productId: products[1], quantity: '12', total: total.toFixed(2) }])
  })

  it('refuse a period without end', async () => {
    const answer = await counter.call('GET', '/summary/days?from=2000-01-01&to=2024-01-01&timeZone=UTC')
    expect(answer.json().code).toBe('INVALID_REQUEST')
  })
})

function sortKey({ orderedAt, number, total }: Document, sort: string): string | number {
  return { DATE: orderedAt, NUMBER: number, TOTAL: Number(total) }[sort] ?? ''
}
