import type { ImportDecision, ImportJob } from '@portico/sales-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let shops = 0
beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market.stop())

const HEADER = 'Order No,Date,SKU,Description,Qty,Unit price,Customer'
const csv = (...rows: string[]) => Buffer.from([HEADER, ...rows, ''].join('\n'))
const semicolons = (...rows: string[]) => Buffer.from([HEADER.replaceAll(',', ';'), ...rows, ''].join('\n'))

interface Outcome {
  /** Open doubts; `CODE!` is settled by rule. */
  asks?: string[]
  decisions?: ImportDecision[]
  problems?: string[]
  documents: string[]
}

const row = (number: string, quantity = '1', price = '5.00', date = '2024-03-05', customer = 'Ann') =>
  [number, date, 'E-1', 'cup', quantity, price, customer].join(',')

const FILES: [what: string, file: Buffer, outcome: Outcome][] = [
  [
    'a line of totals in the middle is held back, and no document of its own',
    csv(row('A1'), 'Total,,,,1,5.00,', row('A2')),
    { problems: ['3 MISSING_PRODUCT'], documents: ['A1 5.00', 'A2 5.00'] },
  ],
  [
    'a summary at the end is left out and said',
    csv(row('A1'), 'Grand total,,,,1,5.00,'),
    { documents: ['A1 5.00'] },
  ],
  [
    'no-break spaces group thousands',
    semicolons('A1;2024-03-05;E-1;cup;1;1\u00a0234,50;Ann', 'A2;2024-03-05;E-1;cup;1;12\u202f345,00;Ann'),
    { documents: ['A1 1234.50', 'A2 12345.00'] },
  ],
  [
    'forms of dates are mixed in one column, where one of them settles the order',
    csv(
      row('A1', '1', '5.00', '2024-03-05'),
      row('A2', '1', '5.00', '25/12/2024'),
      row('A3', '1', '5.00', '5 Mar 2024'),
    ),
    { documents: ['A1 5.00', 'A2 5.00', 'A3 5.00'] },
  ],
  [
    'dates of both orders in one column leave those that do not fit as problems',
    csv(row('A1', '1', '5.00', '25/12/2024'), row('A2', '1', '5.00', '12/26/2024')),
    {
      asks: ['DATE_ORDER_AMBIGUOUS:DATE'],
      decisions: [{ doubt: 'DATE_ORDER_AMBIGUOUS:DATE', choice: 'DMY' }],
      problems: ['3 BAD_DATE'],
      documents: ['A1 5.00'],
    },
  ],
  [
    'numbers of orders in scientific notation have lost their digits',
    csv(row('1.2E+15'), row('1,2345E+12'.replace(',', '.'))),
    { problems: ['2 LOST_DIGITS', '3 LOST_DIGITS'], documents: [] },
  ],
  [
    'leading noughts make two numbers of one',
    csv(row('0007'), row('7', '2')),
    { documents: ['0007 5.00', '7 10.00'] },
  ],
  [
    'UTF-16 without a mark is read',
    Buffer.from([HEADER, row('A1', '1', '5.00', '2024-03-05', '王芳'), ''].join('\n'), 'utf16le'),
    { documents: ['A1 5.00'] },
  ],
  [
    'words for no customer make none',
    csv(
      ...['无', 'N/A', 'null', '-', '#N/A'].map((word, at) => row(`A${at}`, '1', '5.00', '2024-03-05', word)),
    ),
    { documents: ['A0 5.00', 'A1 5.00', 'A2 5.00', 'A3 5.00', 'A4 5.00'] },
  ],
  [
    'goods that came back have a minus before, behind or around their number',
    csv(row('A1', '-2'), row('A2', '2-'), row('A3', '(2)')),
    { documents: ['A1 -10.00', 'A2 -10.00', 'A3 -10.00'] },
  ],
  [
    'other money beside the amount is held back',
    csv(row('A1'), row('A2', '1', '€5.00'), row('A3', '1', '5.00 USD')),
    { asks: ['CURRENCY_OTHER!'], problems: ['3 OTHER_CURRENCY', '4 OTHER_CURRENCY'], documents: ['A1 5.00'] },
  ],
  [
    'a formula is no number',
    csv(row('A1', '=1+1'), row('A2', '1', '=B2*2'), row('A3', '="3"')),
    { problems: ['2 BAD_QUANTITY', '3 BAD_PRICE'], documents: ['A3 15.00'] },
  ],
  [
    'the error of a formula is no number',
    csv(row('A1', '#REF!'), row('A2', '1', '#DIV/0!'), row('A3')),
    { problems: ['2 BAD_QUANTITY', '3 BAD_PRICE'], documents: ['A3 5.00'] },
  ],
  [
    'a group with a blank number belongs to the number above, or holds it back',
    csv(row('A1'), ',,E-2,pot,1,7.00,', row('A2'), ',2024-03-09,E-2,pot,1,7.00,Ben'),
    { problems: ['4 ROW_OF_REJECTED_DOCUMENT', '5 MISSING_NUMBER'], documents: ['A1 12.00'] },
  ],
  [
    'hostile cells are problems of their rows, at once',
    csv(
      row('A1', `1${' '.repeat(60_000)}a`),
      row('A2', '1', `${'1,'.repeat(30_000)}x`),
      row('A3', '1', '5.00', `1${'/1'.repeat(30_000)}`),
      row('A4'),
    ),
    { problems: ['2 BAD_QUANTITY', '3 WRONG_COLUMN_COUNT', '4 BAD_DATE'], documents: ['A4 5.00'] },
  ],
  [
    'the header stands again in the middle',
    csv(row('A1'), HEADER, row('A2')),
    { problems: ['3 BAD_QUANTITY'], documents: ['A1 5.00', 'A2 5.00'] },
  ],
]

describe('a messy file', () => {
  it.each(FILES)('%s', async (_, file, { asks = [], decisions = [], problems = [], documents }) => {
    const shop = new ImportHarness(market, `t_more_${++shops}`)
    const { id } = await shop.upload(file)
    const preview = async (settings: object) =>
      (await shop.call('POST', `/imports/${id}/preview`, settings)).json<ImportJob>()
    const asked = await preview({})
    expect(asked.doubts.map(doubt => `${doubt.id}${doubt.chosenBy === 'RULE' ? '!' : ''}`)).toEqual(asks)
    const job = await preview({ decisions })
    expect(job.problems.map(({ row: line, code }) => `${line} ${code}`)).toEqual(problems)
    const started = await shop.start(id, job.mapping)
    expect([started.statusCode, started.body.slice(0, 200)]).toEqual([200, expect.anything()])
    const done = await shop.until(id, isOver)
    expect(done).toMatchObject({ status: 'DONE', rejectedRows: job.problemCount })
    const { items } = (await shop.call('GET', '/orders?sort=NUMBER_ASC&first=100')).json()
    expect(
      items.map(({ number, total }: { number: string; total: string }) => `${number} ${total}`).sort(),
    ).toEqual(documents)
  })
})

describe('the memory of a shape', () => {
  const reading = { delimiter: ';', headerLine: 1 }
  const numbers = (...prices: string[]) =>
    semicolons(...prices.map((price, at) => `M${price}${at};2024-03-05;E-1;cup;1;${price};Ann`))

  it('keeps the reading, the notation and the time zone that were said, until it is forgotten', async () => {
    const shop = new ImportHarness(market, 't_remembers')
    const { id, mapping } = await shop.upload(numbers('12.990'))
    const columns = mapping?.columns.map(column =>
      column.field === 'UNIT_PRICE' ? { ...column, decimalMark: ',' } : column,
    )
    const said = { mapping: { ...mapping, timeZone: 'Asia/Tokyo', columns }, reading }
    const job = (await shop.call('POST', `/imports/${id}/preview`, said)).json<ImportJob>()
    expect(job.doubts).toMatchObject([
      { id: 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE', chosen: ',', chosenBy: 'PERSON' },
    ])
    await shop.start(id, job.mapping)
    await shop.until(id, isOver)

    const next = await shop.upload(numbers('13.990'))
    expect(next).toMatchObject({
      mapping: { timeZone: 'Asia/Tokyo' },
      reading: { delimiter: ';' },
      doubts: [{ id: 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE', chosen: ',', chosenBy: 'REMEMBERED' }],
    })
    expect(next.assumptions.map(({ code }) => code)).toContain('REMEMBERED')

    const shown = await shop.upload(numbers('13.99'))
    expect([shown.doubts, shown.mapping?.decimalMark]).toEqual([[], '.'])

    const forgotten = (await shop.call('POST', `/imports/${next.id}/forget`, {})).json<ImportJob>()
    expect(forgotten).toMatchObject({
      status: 'UPLOADED',
      mapping: { timeZone: 'Europe/London' },
      doubts: [{ chosen: null }],
    })
    expect((await shop.upload(numbers('14.990'))).doubts).toMatchObject([{ chosen: null }])
  })
})
