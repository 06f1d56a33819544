import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { ImportDecision, ImportField, ImportJob, ReadingInput } from '@portico/sales-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

const FOLDER = new URL('../../../../../shared/data/messy/', import.meta.url)

/** What becomes of a file: what it is refused with, or what it asks, what is said then, and what is written. */
interface Outcome {
  /** The code of the refusal, and words of its sentence. */
  refused?: [code: string, words: string]
  currency?: string
  /** Imported into the same shop before. */
  after?: string
  /** Ids of the doubts that are open in the preview. */
  asks?: string[]
  says?: Record<string, string>
  reading?: ReadingInput
  maps?: Partial<Record<ImportField, number>>
  /** Documents by number: customer, lines and total. */
  documents?: Record<string, string>
  /** Codes of the problems of rows, each once. */
  problems?: string[]
  normalised?: string[]
  assumed?: string[]
}

const OUTCOMES: Record<string, Outcome> = {
  '01-shopify.csv': {
    currency: 'USD',
    asks: ['STATUS_NOT_SALE:STATUS'],
    says: { 'STATUS_NOT_SALE:STATUS': 'LEAVE_OUT' },
    documents: { '#1001': 'a@example.com 2 lines 45.00' },
    problems: ['NOT_A_SALE'],
  },
  '02-woo.csv': { documents: { W4711: 'a@example.com 2 lines 48.80', W4712: 'b@example.com 1 lines 19.90' } },
  '02b-woo-cli.csv': {
    documents: { WX4711: 'a@example.com 2 lines 48.80', WX4712: 'b@example.com 1 lines 19.90' },
  },
  '03-square.csv': {
    currency: 'USD',
    documents: {
      TX9A1: ' 1 lines 4.50',
      TX9A2: ' 1 lines 1234.50',
      TX9A3: ' 1 lines -4.50',
      TX9A4: ' 1 lines -4.50',
    },
  },
  '04-taobao.csv': {
    currency: 'CNY',
    documents: {
      '3801234567890123451': 't***1 2 lines 127.90',
      '3801234567890123452': 't***2 1 lines 128.00',
    },
    normalised: ['EXCEL_WRAPPING'],
    assumed: ['ENCODING'],
  },
  '07-xero.csv': {
    asks: ['DISCOUNT_UNIT_AMBIGUOUS:DISCOUNT'],
    says: { 'DISCOUNT_UNIT_AMBIGUOUS:DISCOUNT': 'PERCENT' },
    documents: { 'INV-0007': 'a@example.com 1 lines 200.00', 'INV-0008': 'a@example.com 1 lines 9.00' },
  },
  '08-amazon.tsv': {
    currency: 'USD',
    documents: {
      '111-0000001-0000001': 'Ann 1 lines 149.99',
      '111-0000001-0000002': 'Bob 1 lines 25.00',
      '111-0000001-0000003': 'Cid 1 lines 3.00',
      '111-0000001-0000004': 'Dee 1 lines 35.00',
      '111-0000001-0000005': 'Eve 1 lines 2.00',
    },
  },
  '10-clp.csv': {
    currency: 'CLP',
    asks: ['DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE'],
    says: { 'DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE': ',' },
    documents: {
      'CL-1': 'Ana 1 lines 25980.00',
      'CL-2': 'Luis 1 lines 89990.00',
      'CL-3': 'Eva 1 lines 34900.00',
    },
  },
  '11-scientific.csv': { documents: {}, problems: ['LOST_DIGITS'] },
  '12-signs.csv': {
    currency: 'USD',
    documents: {
      'S-1': 'A 1 lines 10.00',
      'S-2': 'A 1 lines 10.00',
      'S-3': 'A 1 lines 10.00',
      'S-4': 'A 1 lines 10.00',
      'S-5': 'A 1 lines -10.00',
      'S-6': 'A 1 lines 1234.50',
      'S-7': 'A 1 lines 10.00',
      'S-8': 'A 1 lines 10.00',
      'S-9': 'A 1 lines 123456.00',
      'S-10': 'A 1 lines 10.00',
      'S-11': 'A 1 lines 10.00',
      'S-12': 'A 1 lines 10.00',
      'S-13': 'A 1 lines 1000.00',
      'S-14': 'A 1 lines 1234.50',
      'S-15': 'A 1 lines 10.00',
    },
    says: { CURRENCY_OTHER: 'TAKE_AS_OURS' },
  },
  '13-dates.csv': {
    documents: Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`D-${at + 1}`, 'A 1 lines 1.00'])),
    assumed: ['EXCEL_DAYS'],
  },
  '14-zwsp.csv': {
    documents: {
      'Z-1': 'Ann 2 lines 10.00',
      'Z-2': 'Ann 1 lines 5.00',
      'Z-3': 'Ann 1 lines 5.00',
      'Z-4': 'Ann 1 lines 5.00',
    },
    normalised: ['INVISIBLE_CHARACTERS', 'FULL_WIDTH', 'LETTER_CASE'],
  },
  '15-trailing-extra.csv': { documents: { 'T-1': 'Ann 1 lines 5.00', 'T-2': 'Ben 1 lines 5.00' } },
  '16-trailing-short.csv': {
    documents: { 'K-1': 'Ann 1 lines 5.00', 'K-2': 'Ben 1 lines 5.00', 'K-3': 'Cid 1 lines 5.00' },
  },
  '17-sep.csv': {
    documents: { 'P-1': 'Ann 1 lines 5.00', 'P-2': 'Ben 1 lines 5.00' },
    assumed: ['DELIMITER_NAMED', 'DECIMAL_MARK', 'DATE_ORDER'],
  },
  '18-preamble.csv': {
    documents: { 'X-1': '张三 1 lines 10.00', 'X-2': '李四 1 lines 20.00' },
    assumed: ['TITLE_ROWS', 'TOTALS_LEFT_OUT'],
  },
  '19-utf16le-bom.csv': { documents: { 'U-19': '张三 1 lines 5.00' } },
  '20-utf16be-bom.csv': { documents: { 'U-20': '张三 1 lines 5.00' } },
  '21-utf16le-nobom.csv': { documents: { 'U-21': '张三 1 lines 5.00' } },
  '23-header-only.csv': { refused: ['FILE_EMPTY', 'no rows below it'] },
  '24-one-column.csv': { refused: ['FILE_ONE_COLUMN', 'one column'] },
  '25-xlsx-renamed.csv': { refused: ['FILE_UNREADABLE', 'save it again as .xlsx'] },
  '26-html-xls.csv': { refused: ['FILE_NOT_A_TABLE', 'HTML table'] },
  '28-injection.csv': { documents: {}, problems: ['BAD_DATE'] },
  '29-mixed-eol.csv': {
    documents: { 'ME-1': 'Ann 1 lines 5.00', 'ME-2': 'Ann 1 lines 5.00', 'ME-3': 'Ann 1 lines 5.00' },
  },
  '30-dup-header.csv': {
    asks: ['COLUMN_DOUBLED:QUANTITY', 'COLUMN_DOUBLED:UNIT_PRICE'],
    says: { 'COLUMN_DOUBLED:QUANTITY': '4', 'COLUMN_DOUBLED:UNIT_PRICE': '7' },
    documents: { 'DH-1': ' 1 lines 27.00' },
  },
  '31-zeros.csv': {
    documents: { '0000012': 'Ann 1 lines 5.00', '12': 'Ann 1 lines 6.00', '0012': 'Ann 1 lines 7.00' },
  },
  '32-open-quote.csv': {
    asks: ['QUOTE_OPEN'],
    says: { QUOTE_OPEN: 'TEXT' },
    documents: {
      'OQ-1': 'Ann 1 lines 5.00',
      'OQ-2': 'Ben 1 lines 6.00',
      'OQ-3': 'Cid 1 lines 7.00',
      'OQ-4': 'Dee 1 lines 8.00',
    },
  },
  '33-restart-jan.csv': { documents: { 'R-1': 'Ann 1 lines 5.00', 'R-2': 'Ann 1 lines 5.00' } },
  '34-restart-feb.csv': {
    after: '33-restart-jan.csv',
    asks: ['NUMBER_CONFLICT'],
    says: { NUMBER_CONFLICT: 'OTHER_SERIES' },
    documents: {
      'R-1': 'Ann 1 lines 5.00, Zed 1 lines 350.00',
      'R-2': 'Ann 1 lines 5.00, Zed 1 lines 350.00',
    },
  },
  '35-same-number.csv': {
    asks: ['NUMBER_REUSED'],
    says: { NUMBER_REUSED: 'OTHER_SERIES' },
    documents: { '0001': 'Ann 1 lines 5.00, Ben 1 lines 10.00, Cid 1 lines 15.00' },
  },
  '36-pipe.txt': { documents: { 'PI-1': 'Ann 1 lines 5.00', 'PI-2': 'Ann 1 lines 5.00' } },
  '38-gbk-low.csv': {
    asks: ['ENCODING_UNSURE'],
    says: { ENCODING_UNSURE: 'gb18030' },
    documents: { 'GL-1': '喆 1 lines 5.00', 'GL-2': '喆 1 lines 5.00' },
  },
  '39-big5.csv': {
    documents: { 'B5-1': '陳先生 1 lines 5.00', 'B5-2': '林小姐 1 lines 5.00' },
    assumed: ['ENCODING'],
  },
  '40-currency.csv': {
    currency: 'USD',
    documents: { 'CU-1': 'Ann 1 lines 5.00' },
    problems: ['OTHER_CURRENCY'],
  },
  '41-wordcodes.csv': { documents: { 'WC-1': 'Ann 1 lines 5.00', 'WC-2': 'Ann 1 lines 15.00' } },
  '42-taobao-apostrophe.csv': {
    documents: {
      '3801234567890123461': '张三 1 lines 10.00',
      '3801234567890123462': '李四 1 lines 20.00',
      '3801234567890123463': '李四 1 lines 20.00',
    },
    normalised: ['EXCEL_WRAPPING'],
  },
  '43-amazon-real-ids.tsv': {
    currency: 'USD',
    documents: {
      '112-0000001-0000001': 'Ann 1 lines 149.99',
      '112-0000001-0000002': 'Bob 1 lines 25.00',
      '112-0000001-0000003': 'Cid 1 lines 3.00',
      '112-0000001-0000004': 'Dee 1 lines 35.00',
      '112-0000001-0000005': 'Eve 1 lines 2.00',
    },
  },
  '45-utf8-bad-byte.csv': { documents: { 'BB-1': '张三 1 lines 5.00' }, problems: ['BAD_CHARACTER'] },
  '46-no-header.csv': {
    asks: ['COLUMN_GUESSED:QUANTITY', 'COLUMN_GUESSED:UNIT_PRICE', 'COLUMN_GUESSED:DATE'],
    says: { 'COLUMN_GUESSED:QUANTITY': '4', 'COLUMN_GUESSED:UNIT_PRICE': '5', 'COLUMN_GUESSED:DATE': '1' },
    maps: {
      DOCUMENT_NUMBER: 0,
      DATE: 1,
      PRODUCT_CODE: 2,
      DESCRIPTION: 3,
      QUANTITY: 4,
      UNIT_PRICE: 5,
      CUSTOMER_NAME: 6,
    },
    documents: { 'NH-1': 'Ann 1 lines 5.00', 'NH-2': 'Ben 1 lines 10.00' },
    assumed: ['NO_HEADER'],
  },
  '47-ctrlz.csv': { documents: { 'CZ-1': 'Ann 1 lines 5.00' } },
  '48-german-negatives.csv': {
    currency: 'EUR',
    documents: {
      'GN-1': 'Meier 1 lines -1000.00',
      'GN-2': 'Müller 1 lines -950.00',
      'GN-3': 'Jäger 1 lines 2711.80',
    },
    assumed: ['ENCODING', 'DECIMAL_MARK'],
  },
}

const hasFolder = existsSync(FOLDER)

describe.skipIf(!hasFolder)('each messy file (skipped without shared/data/messy)', () => {
  let market: Market
  beforeAll(async () => {
    market = await openMarket()
  })
  afterAll(() => market.stop())

  it('has its outcome here', () => {
    const files = readdirSync(FOLDER).filter(name => name !== 'README.md')
    expect(Object.keys(OUTCOMES).sort()).toEqual(files.sort())
  })

  it.each(Object.entries(OUTCOMES))('%s', async (name, outcome) => {
    const shop = new ImportHarness(market, `t_${name.replace(/\W/g, '_')}`)
    const headers = { 'x-currency': outcome.currency ?? 'GBP', 'x-time-zone': 'Asia/Shanghai' }
    if (outcome.after) await shop.run(readFileSync(new URL(outcome.after, FOLDER)), headers)
    const file = readFileSync(new URL(name, FOLDER))
    if (outcome.refused) {
      const [code, words] = outcome.refused
      const refusal = (await (await shop.send(file, headers)).json()) as { code: string; detail: string }
      expect(refusal.code).toBe(code)
      expect(refusal.detail).toContain(words)
      return
    }
    await imports(market, shop, file, headers, outcome)
  })
})

async function imports(
  market: Market,
  shop: ImportHarness,
  file: Buffer,
  headers: Record<string, string>,
  { asks = [], says = {}, reading, maps, documents, problems = [], normalised = [], assumed = [] }: Outcome,
) {
  const uploaded = await shop.upload(file, headers)
  const base = { dateFormat: 'DMY', timeZone: 'Asia/Shanghai', decimalMark: '.' }
  const columns = Object.entries(maps ?? {}).map(([field, column]) => ({ field, column }))
  const mapping = maps ? { ...base, columns } : null
  const preview = (settings: object) =>
    shop.call('POST', `/imports/${uploaded.id}/preview`, { mapping, reading, ...settings })
  const asked = (await preview({})).json<ImportJob>()
  const open = asked.doubts.filter(({ chosen }) => chosen === null).map(({ id }) => id)
  expect(open.sort()).toEqual([...asks].sort())
  if (asks.length > 0 && asked.mapping) {
    const refused = await shop.start(uploaded.id, asked.mapping)
    expect(refused.json()).toMatchObject({ code: 'IMPORT_DOUBTS_OPEN', doubts: expect.arrayContaining(asks) })
  }
  const decisions: ImportDecision[] = Object.entries(says).map(([doubt, choice]) => ({ doubt, choice }))
  const job = (await preview({ decisions })).json<ImportJob>()
  expect([...new Set(job.problems.map(({ code }) => code))].sort()).toEqual([...problems].sort())
  expect(job.assumptions.map(({ code }) => code)).toEqual(expect.arrayContaining(assumed))
  expect(job.normalisations.map(({ code }) => code)).toEqual(expect.arrayContaining(normalised))
  const started = await shop.start(uploaded.id, job.mapping)
  expect([started.statusCode, started.body.slice(0, 300)]).toEqual([200, expect.anything()])
  const done = await shop.until(uploaded.id, isOver)
  expect(done).toMatchObject({ status: 'DONE', failure: null, rejectedRows: job.problemCount })
  expect(await written(market, shop)).toEqual(documents)
}

async function written(market: Market, shop: ImportHarness): Promise<Record<string, string>> {
  const { items } = (await shop.call('GET', '/orders?sort=NUMBER_ASC&first=100')).json<{ items: Written[] }>()
  const customers = await market.sales.database.tenant(shop.tenant, tx =>
    tx.list<{ id: string; customer: string }>(
      'select id, source_customer as customer from document where tenant_id = $1',
      [shop.tenant],
    ),
  )
  const names = new Map(customers.map(({ id, customer }) => [id, customer]))
  const shown: Record<string, string[]> = {}
  for (const { id, number, lineCount, total } of items) {
    shown[number] = [...(shown[number] ?? []), `${names.get(id) ?? ''} ${lineCount} lines ${total}`]
  }
  return Object.fromEntries(Object.entries(shown).map(([number, facts]) => [number, facts.sort().join(', ')]))
}

interface Written {
  id: string
  number: string
  lineCount: number
  total: string
}
