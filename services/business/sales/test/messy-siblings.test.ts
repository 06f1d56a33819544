import type { ImportDecision, ImportJob } from '@portico/sales-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportOrders, lineSums } from './export-harness.ts'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let shops = 0
beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market.stop())

const HEADER = 'Order No,Date,SKU,Description,Qty,Unit price,Customer'
const file = (...rows: string[]) => [HEADER, ...rows, ''].join('\n')
const newShop = () => new ImportHarness(market, `t_sibling_${++shops}`)

async function preview(
  shop: ImportHarness,
  body: string | Buffer<ArrayBuffer>,
  settings: object = {},
): Promise<ImportJob> {
  const { id } = await shop.upload(body)
  return (await shop.call('POST', `/imports/${id}/preview`, settings)).json<ImportJob>()
}

async function finish(shop: ImportHarness, job: ImportJob): Promise<ImportJob> {
  const answer = await shop.start(job.id, job.mapping)
  expect([answer.statusCode, answer.body.slice(0, 500)]).toEqual([200, expect.anything()])
  return shop.until(job.id, isOver)
}

async function imported(
  shop: ImportHarness,
  body: string,
  decisions: ImportDecision[] = [],
): Promise<ImportJob> {
  return finish(shop, await preview(shop, body, { decisions }))
}

async function orders(shop: ImportHarness): Promise<string[]> {
  const { items } = (await shop.call('GET', '/orders?sort=NUMBER_ASC&first=100')).json()
  return items.map(({ number, total }: { number: string; total: string }) => `${number} ${total}`)
}

const problemsOf = ({ problems }: ImportJob) => problems.map(({ row, code }) => `${row} ${code}`)
const openOf = ({ doubts }: ImportJob) => doubts.filter(({ chosen }) => chosen === null).map(({ id }) => id)

describe('half a document', () => {
  it('is never written: rows without a number hold back the document above when they say something else', async () => {
    const shop = newShop()
    const job = await preview(
      shop,
      file(
        'A1,2024-03-05,E-1,cup,1,5.00,Ann',
        ',,E-2,pot,1,7.00,',
        'A2,2024-03-05,E-1,cup,1,5.00,Ann',
        ',2024-03-06,E-2,pot,1,7.00,Ben',
      ),
    )
    expect(problemsOf(job)).toEqual(['4 ROW_OF_REJECTED_DOCUMENT', '5 MISSING_NUMBER'])
    expect(await finish(shop, job)).toMatchObject({ progress: { documentsCreated: 1, rowsRejected: 2 } })
    expect(await orders(shop)).toEqual(['A1 12.00'])
  })

  it('is held back where a quote closed too late has swallowed rows of it', async () => {
    const shop = newShop()
    const job = await preview(
      shop,
      file(
        'A1,2024-03-05,E-1,"big cup,1,5.00,Ann',
        'A2,2024-03-05,E-1,"cup",1,5.00,Ben',
        'A2,2024-03-05,E-1,pot,1,5.00,Ben',
        'A3,2024-03-05,E-1,pot,1,5.00,Ben',
      ),
    )
    expect(problemsOf(job)).toEqual(['2 SWALLOWED_ROWS', '3 SWALLOWED_ROWS', '4 ROW_OF_REJECTED_DOCUMENT'])
    expect((await finish(shop, job)).progress.rowsRejected).toBe(job.problemCount)
    expect(await orders(shop)).toEqual(['A3 5.00'])
  })
})

describe('a number that is taken', () => {
  const first = file('R1,2024-01-05,E-1,cup,1,5.00,Ann', 'R2,2024-01-05,E-1,cup,1,5.00,Ann')
  const second = file('r1,2024-02-05,E-2,pot,7,50.00,Zed', 'R2,2024-01-05,E-1,cup,1,5.00,ann')

  it('is shown with both versions; what is the same in another case is recognised', async () => {
    const shop = newShop()
    await imported(shop, first)
    const job = await preview(shop, second)
    expect(openOf(job)).toEqual(['NUMBER_CONFLICT'])
    expect(job).toMatchObject({
      conflictCount: 1,
      conflicts: [
        {
          number: 'r1',
          isInFile: false,
          existing: { customer: 'Ann', lineCount: 1, total: '5.00', orderId: expect.any(String), line: null },
          incoming: { customer: 'Zed', lineCount: 1, total: '350.00', orderId: null, line: 2 },
        },
      ],
    })
  })

  it.each([
    ['SKIP', { documentsSkipped: 1, documentsRecognised: 1 }, ['R1 5.00', 'R2 5.00']],
    ['REPLACE', { documentsReplaced: 1, documentsRecognised: 1 }, ['R2 5.00', 'r1 350.00']],
    ['OTHER_SERIES', { documentsCreated: 1, documentsRecognised: 1 }, ['R1 5.00', 'R2 5.00', 'r1 350.00']],
  ])('%s does what it says, and the second time everything is recognised', async (choice, progress, left) => {
    const shop = newShop()
    await imported(shop, first)
    const decisions = [{ doubt: 'NUMBER_CONFLICT', choice }]
    expect(await imported(shop, second, decisions)).toMatchObject({ progress })
    expect((await orders(shop)).sort()).toEqual([...left].sort())
    if (choice === 'SKIP') return
    const again = await preview(shop, second)
    expect([openOf(again), (await finish(shop, again)).progress]).toMatchObject([
      [],
      { documentsRecognised: 2 },
    ])
  })

  it.each([
    ['SKIP', ['N1 5.00']],
    ['REPLACE', ['N1 20.00']],
    ['OTHER_SERIES', ['N1 20.00', 'N1 5.00']],
    ['ONE_ORDER', ['N1 25.00']],
  ])('by another order of the file is decided with %s', async (choice, left) => {
    const shop = newShop()
    const body = file('N1,2024-01-05,E-1,cup,1,5.00,Ann', 'N1,2024-01-06,E-2,pot,2,10.00,Ben')
    await imported(shop, body, [{ doubt: 'NUMBER_REUSED', choice }])
    expect((await orders(shop)).sort()).toEqual(left)
  })

  it('meanwhile, by another import, is held back and counted', async () => {
    const shop = newShop()
    const late = await preview(shop, second)
    await imported(shop, first)
    const done = await finish(shop, late)
    expect(done.progress).toMatchObject({ documentsCreated: 0, documentsRecognised: 1, rowsRejected: 1 })
    expect((await shop.call('GET', `/imports/${done.id}/rejected.csv`)).body).toContain('NUMBER_CONFLICT')
  })
})

describe('letter case', () => {
  it('makes no second product and no second customer, in another file neither', async () => {
    const shop = newShop()
    await imported(shop, file('A1,2024-03-05,Mug-1,cup,1,5.00,Ann'))
    const done = await imported(shop, file('A2,2024-03-05,MUG-1,cup,1,5.00,ANN'))
    expect(done.progress).toMatchObject({ documentsCreated: 1, productsCreated: 0, customersCreated: 0 })
  })
})

describe('a price column named after another currency', () => {
  it.each([
    ['Unit price (USD)', 1],
    ['Unit price (GBP)', 0],
    ['Unit price (net)', 0],
  ])('%s is no silent change of money', async (header, problemCount) => {
    const body = file('A1,2024-03-05,E-1,cup,1,5.00,Ann').replace('Unit price', header)
    expect(await preview(newShop(), body)).toMatchObject({ problemCount })
  })
})

describe('orders that are no sales', () => {
  it.each(['cancelled', 'Partially refunded', '交易关闭', '已退款', 'storniert', 'voided'])(
    '%s is asked about',
    async status => {
      const body = `${HEADER},Status\nA1,2024-03-05,E-1,cup,1,5.00,Ann,${status}\nA1,2024-03-05,E-2,pot,1,5.00,Ann,\nA2,2024-03-05,E-1,cup,1,5.00,Ann,paid\n`
      const shop = newShop()
      const job = await preview(shop, body)
      expect(openOf(job)).toEqual(['STATUS_NOT_SALE:STATUS'])
      const decisions = [{ doubt: 'STATUS_NOT_SALE:STATUS', choice: 'LEAVE_OUT' }]
      expect(await imported(shop, body, decisions)).toMatchObject({
        progress: { documentsCreated: 1, rowsRejected: 2 },
      })
    },
  )
})

describe('where the table begins and ends', () => {
  it.each([
    ['caret', '^', ''],
    ['tilde', '~', ''],
    ['semicolon, named', ';', 'sep=;\n'],
    ['tab under titles', '\t', 'Orders of March\nExported 2024-03-31\n\n'],
  ])('is found with %s', async (_, delimiter, above) => {
    const body =
      above +
      file('A1,2024-03-05,E-1,cup,1,5.00,Ann', 'A2,2024-03-05,E-1,cup,1,5.00,Ann').replaceAll(',', delimiter)
    const job = await preview(newShop(), body)
    expect(job).toMatchObject({ rowCount: 2, problemCount: 0, doubts: [], reading: { delimiter } })
  })

  it('can be said: header line, delimiter, rows at the end, each with a preview', async () => {
    const body = file('A1,2024-03-05,E-1,cup,1,5.00,Ann', 'A2,2024-03-05,E-1,cup,1,5.00,Ann')
    const job = await preview(newShop(), body, { reading: { headerLine: 2, trailingRows: 0 } })
    expect(job.reading).toMatchObject({ headerLine: 2, head: [{ line: 1 }, { line: 2 }, { line: 3 }] })
    expect(job.columns[0]?.header).toBe('A1')
  })

  it('leaves totals and notes at the end out, and says so', async () => {
    const job = await preview(
      newShop(),
      file('A1,2024-03-05,E-1,cup,1,5.00,Ann', 'Grand total:,,,,1,5.00,', 'End of report,,,,,,'),
    )
    expect(job).toMatchObject({ rowCount: 1, problemCount: 0, reading: { trailingRows: 2 } })
    expect(job.assumptions.map(({ code }) => code)).toContain('TOTALS_LEFT_OUT')
  })
})

describe('files that are no text', () => {
  it.each([
    ['XLS', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['PDF', Buffer.from('%PDF-1.7 ...')],
    ['HTML', Buffer.from('\ufeff<!DOCTYPE html><table><tr><td>1</td></tr></table>')],
    ['XML', Buffer.from('<?xml version="1.0"?><Workbook></Workbook>')],
    ['JSON', Buffer.from('[{"order": 1}]')],
    ['GZIP', Buffer.from('1f8b0800', 'hex')],
    ['IMAGE', Buffer.from('89504e470d0a1a0a', 'hex')],
  ])('%s is refused with its kind and what to do', async (kind, bytes) => {
    const refusal = (await (await newShop().send(bytes)).json()) as {
      code: string
      kind: string
      detail: string
    }
    expect(refusal).toMatchObject({ code: 'FILE_NOT_A_TABLE', kind })
    expect(refusal.detail).toMatch(/Open it|Unpack it/)
  })
})

describe('a workbook', () => {
  it('is read back to the sums it was written from', async () => {
    const from = newShop()
    await imported(from, file('A1,2024-03-05,00123,cup,2,5.05,Ann', 'A2,2024-03-06,E-1,"a, b",1,1234.5,Ben'))
    const bytes = Buffer.from(await (await exportOrders(market, from.tenant, 'format=xlsx')).arrayBuffer())
    const to = newShop()
    const job = await preview(to, bytes)
    expect(job).toMatchObject({ doubts: [], problemCount: 0, reading: { kind: 'WORKBOOK', headerLine: 1 } })
    await finish(to, job)
    expect(await lineSums(market, to.tenant)).toEqual(await lineSums(market, from.tenant))
  })
})

describe('what a shop chose', () => {
  it('is remembered by the shape of the file, offered the next time and said', async () => {
    const shop = newShop()
    const german = (number: string) => file(`${number},2024-03-05,E-1,cup,1,"12.990",Ann`)
    const doubt = 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE'
    await imported(shop, german('A1'), [{ doubt, choice: ',' }])
    const next = await shop.upload(german('A2'))
    expect(next.doubts).toMatchObject([{ id: doubt, chosen: ',', chosenBy: 'REMEMBERED' }])
    expect(next.assumptions.map(({ code }) => code)).toContain('REMEMBERED')
    await finish(shop, next)
    expect(await orders(shop)).toEqual(['A1 12990.00', 'A2 12990.00'])
    const stranger = await newShop().upload(german('A3'))
    expect(stranger.doubts).toMatchObject([{ id: doubt, chosen: null }])
  })
})
