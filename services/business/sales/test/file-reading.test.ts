import type { ReadingInput } from '@portico/sales-contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from '../src/imports/analysis/analyse.ts'
import { ByteEvidenceCollector } from '../src/imports/file/byte-evidence.ts'
import { encodingsOf } from '../src/imports/file/encoding.ts'
import type { FileRecord } from '../src/imports/file/file-record.ts'
import { readRecords } from '../src/imports/file/records.ts'
import { kindOf } from '../src/imports/product-kind.ts'
import { parseDiscount } from '../src/imports/rows/discounts.ts'
import { RowReader } from '../src/imports/rows/reader.ts'
import { parseDate } from '../src/imports/values/dates.ts'
import { parseDecimal } from '../src/imports/values/numbers.ts'
import { hasRealOrders, readRealOrders, WITHOUT_REAL_ORDERS } from './real-orders.ts'

/** 中文, 数量 and 单价 in GB18030. */
const GBK = Buffer.from('d6d0cec42ccafdc1bf2cb5a5bcdb0a', 'hex')

function detect(...chunks: Uint8Array[]) {
  const evidence = new ByteEvidenceCollector()
  for (const chunk of chunks) evidence.push(chunk)
  return encodingsOf(evidence.result())[0]
}

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const textDialect = {
  kind: 'TEXT',
  sheet: null,
  encoding: 'utf-8',
  delimiter: ',',
  quotes: 'WRAP',
  headerLine: 1,
  trailingRows: 0,
} as const

async function records(text: string, size = 7): Promise<FileRecord[]> {
  const found: FileRecord[] = []
  const source = { chunks: () => cut(Buffer.from(text), size) }
  for await (const record of readRecords(source, textDialect)) found.push(record)
  return found
}

function look(text: string | Buffer, timeZone = 'UTC', reading: ReadingInput = {}) {
  const bytes = Buffer.from(text)
  const evidence = new ByteEvidenceCollector()
  evidence.push(bytes)
  return analyse({
    source: { chunks: () => cut(bytes, 65_536) },
    kind: 'TEXT',
    encodings: encodingsOf(evidence.result()),
    timeZone,
    asked: { reading },
    given: null,
  })
}

const idsOf = ({ doubts }: Awaited<ReturnType<typeof look>>) => doubts.map(({ id }) => id)

describe('the encoding of a file', () => {
  it('is found wherever its bytes are cut', () => {
    const text = Buffer.from('数量,单价\n£2,é\n')
    for (let at = 0; at < text.length; at++)
      expect(detect(text.subarray(0, at), text.subarray(at))?.encoding).toBe('utf-8')
  })

  it('is windows-1252 where accented letters stand in words, GB18030 where its words are known', () => {
    expect(detect(Buffer.from('Caf\xe9,\xa3 2,Stra\xdfe', 'latin1'))).toMatchObject({
      encoding: 'windows-1252',
    })
    expect(detect(GBK)).toMatchObject({ encoding: 'gb18030', confidence: 0.99 })
    expect(detect(Buffer.from('\uFEFFa,b', 'utf16le'))?.encoding).toBe('utf-16le')
    expect(detect(Buffer.from('a,b\n1,2\n', 'utf16le'))?.encoding).toBe('utf-16le')
    expect(detect(Buffer.from('plain'))).toMatchObject({ encoding: 'utf-8', confidence: 1 })
  })

  it('stays UTF-8 where a byte of it is broken, and is asked about where nothing else is known', () => {
    const broken = (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0x0a])])
    expect(detect(broken('茶杯,café,张三,'))).toMatchObject({
      encoding: 'utf-8',
      confidence: 0.83,
    })
    expect(detect(broken('Order No,Date\nA1,'))?.confidence).toBeLessThan(0.8)
  })

  it('of names alone is unsure between the standards of China, Korea and Russia', () => {
    const names = { gb18030: 'd5c5c8fd', 'euc-kr': 'b1e8c3b6bcf6', 'windows-1251': 'c8e2e0ed20cff0' }
    for (const bytes of Object.values(names))
      expect(detect(Buffer.concat([Buffer.from('a,'), Buffer.from(bytes, 'hex')]))?.confidence).toBeLessThan(
        0.8,
      )
  })
})

describe('rows of a file', () => {
  it('know the line they begin at, whatever the line ends and wherever the chunks are cut', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['h,i', '1,"two', 'lines"', '', '2,x', ' , ', '3,"a', 'b', 'c"', '4,y'].join(end)
      for (const size of [1, 2, 3, 1000]) {
        const found = await records(text, size)
        expect(found.map(({ line, fields }) => [line, fields[0]])).toEqual([
          [2, '1'],
          [5, '2'],
          [7, '3'],
          [10, '4'],
        ])
        expect(found[0]?.fields[1]).toBe('two\nlines')
      }
    }
  })

  it('survive quotes where none belong, and a byte order mark', async () => {
    const found = await records('\uFEFFh,i\n1,5" nail\n2,"a ""b"""\n')
    expect(found.map(({ fields }) => fields[1])).toEqual(['5" nail', 'a "b"'])
  })

  it('end with a coded error where a quote is never closed', async () => {
    await expect(records('h,i\n1,x\n2,"never\n3,y\n')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      facts: { line: expect.any(Number) },
    })
    await expect(records(`h,i\n1,"${'x'.repeat(300_000)}\n`, 65_536)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })
})

describe('numbers', () => {
  it.each([
    ['2.55', '.', '2.55'],
    ['1,234.5', '.', '1234.5'],
    ['1.234,5', ',', '1234.5'],
    ['1 234,50', ',', '1234.5'],
    ['£2.50', '.', '2.5'],
    ['3,20 €', ',', '3.2'],
    ['¥12', '.', '12'],
    ['(5.00)', '.', '-5'],
    ['-0.5', '.', '-0.5'],
    ['.5', '.', '0.5'],
    ['+7', '.', '7'],
    ['9.80000019', '.', '9.8'],
    ['0.00005', '.', '0.0001'],
    ['-0.00005', '.', '-0.0001'],
    ['0', '.', '0'],
  ] as const)('%s with %s is %s', (text, mark, value) => {
    expect(parseDecimal(text, mark)).toBe(value)
  })

  it.each(['', 'x', '1,2,3.4.5', '12,34.5', '1e5', 'NaN', '--1', '100000000', '1.2.3', '.'])(
    '%s is none',
    text => {
      expect(parseDecimal(text, '.')).toBe(null)
    },
  )

  it('come back as they were written, in either notation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.constantFrom('.' as const, ',' as const),
        (n, mark) => {
          const value = n / 100
          const grouped = value.toLocaleString(mark === '.' ? 'en' : 'de', { minimumFractionDigits: 2 })
          expect(Number(parseDecimal(grouped, mark))).toBe(value)
        },
      ),
    )
  })

  it('of a discount are a share or a percentage, from 0 to 1', () => {
    expect(parseDiscount('15%', '.')).toBe('0.15')
    expect(parseDiscount('0.150000006', '.')).toBe('0.15')
    expect(['15', '-0.1', 'x'].map(text => parseDiscount(text, '.'))).toEqual([null, null, null])
  })
})

describe('dates', () => {
  it.each([
    ['1/12/2010 08:26', 'DMY', '2010-12-01 08:26:00'],
    ['1/12/2010 08:26', 'MDY', '2010-01-12 08:26:00'],
    ['2010-12-01', 'DMY', '2010-12-01 00:00:00'],
    ['01.12.10', 'DMY', '2010-12-01 00:00:00'],
    ['10/12/01', 'YMD', '2010-12-01 00:00:00'],
    ['2010年12月1日', 'YMD', '2010-12-01 00:00:00'],
    ['12/1/2010 1:05:09 PM', 'MDY', '2010-12-01 13:05:09'],
    ['12/1/2010 12:05 am', 'MDY', '2010-12-01 00:05:00'],
    ['2010-12-01T08:26:00+08:00', 'DMY', '2010-12-01T00:26:00.000Z'],
    ['2010-12-01T08:26:00', 'DMY', '2010-12-01 08:26:00'],
  ] as const)('%s as %s is %s', (text, format, value) => {
    expect(parseDate(text, format)).toBe(value)
  })

  it.each([
    '',
    '31/02/2010',
    '13/13/2010',
    '1/12/2010 25:00',
    'yesterday',
    '1/12/201',
    '2010-12-01T99:00:00Z',
  ])('%s is none', text => {
    expect(parseDate(text, 'DMY')).toBe(null)
  })
})

describe('what a file looks like', () => {
  it.skipIf(!hasRealOrders)(`the real orders are recognised whole (${WITHOUT_REAL_ORDERS})`, async () => {
    const looked = await look(readRealOrders(), 'Europe/London')
    expect(looked.columns.map(({ suggested }) => suggested)).toEqual([
      'DOCUMENT_NUMBER',
      'PRODUCT_CODE',
      'DESCRIPTION',
      'QUANTITY',
      'DATE',
      'UNIT_PRICE',
      'CUSTOMER_CODE',
      'COUNTRY',
    ])
    expect(looked.mapping).toMatchObject({ dateFormat: 'DMY', decimalMark: '.', timeZone: 'Europe/London' })
    expect(looked.sample).toHaveLength(20)
    expect(looked.doubts).toEqual([])
  })

  it.skipIf(!hasRealOrders)(
    `the real orders leave day and month open where the place writes the month first (${WITHOUT_REAL_ORDERS})`,
    async () => {
      expect(idsOf(await look(readRealOrders(), 'America/New_York'))).toEqual(['DATE_ORDER_AMBIGUOUS:DATE'])
    },
  )

  it('Chinese headers, semicolons, decimal commas', async () => {
    const looked = await look(
      '单号;商品编码;品名;数量;单价;日期;客户名称\nA1;X1;杯;2;3,50;2024-05-01;张三\n',
      'Asia/Shanghai',
    )
    expect(looked.dialect).toMatchObject({ encoding: 'utf-8', delimiter: ';', headerLine: 1 })
    expect(looked.mapping).toMatchObject({ dateFormat: 'YMD', decimalMark: ',' })
    expect(looked.columns.map(({ suggested }) => suggested)).toEqual([
      'DOCUMENT_NUMBER',
      'PRODUCT_CODE',
      'DESCRIPTION',
      'QUANTITY',
      'UNIT_PRICE',
      'DATE',
      'CUSTOMER_NAME',
    ])
  })

  it('without a header the values say what they can, and a person confirms it', async () => {
    const looked = await look('A1\tX1\t2\t3.50\t25/12/2024\nA2\tX2\t1\t4.99\t26/12/2024\n')
    expect(looked.dialect).toMatchObject({ delimiter: '\t', headerLine: 0 })
    expect(looked.columns.map(({ header, suggested }) => [header, suggested])).toEqual([
      ['Column 1', null],
      ['Column 2', null],
      ['Column 3', 'QUANTITY'],
      ['Column 4', 'UNIT_PRICE'],
      ['Column 5', 'DATE'],
    ])
    expect(idsOf(looked)).toEqual([
      'COLUMN_GUESSED:QUANTITY',
      'COLUMN_GUESSED:UNIT_PRICE',
      'COLUMN_GUESSED:DATE',
    ])
  })

  it.each([
    ['\n\n', 'FILE_EMPTY'],
    ['Invoice;Stock Code;Qty\n', 'FILE_EMPTY'],
    ['Invoice\n1\n', 'FILE_ONE_COLUMN'],
  ])('%j is said in words', async (text, code) => {
    await expect(look(text)).rejects.toMatchObject({ code })
  })

  const orders = (dates: string[], prices: string[] = dates.map(() => '1.50')) =>
    `Order No,Date,SKU,Qty,Unit price\n${dates.map((date, at) => `A${at},${date},X,1,"${prices[at]}"`).join('\n')}\n`

  it('where no date shows which part is the day the person is asked, and offered the order of the time zone', async () => {
    const asked = async (zone: string) => (await look(orders(['1/12/2010', '2/3/2010']), zone)).doubts[0]
    expect(await asked('Europe/London')).toMatchObject({
      id: 'DATE_ORDER_AMBIGUOUS:DATE',
      proposed: 'DMY',
      chosen: null,
    })
    expect(await asked('America/New_York')).toMatchObject({ proposed: 'MDY' })
    expect((await asked('UTC'))?.choices.map(({ examples }) => examples[0]?.read)).toEqual([
      '2010-12-01 00:00:00',
      '2010-01-12 00:00:00',
    ])
  })

  it.each([
    [['1/12/2010', '1/13/2010'], 'MDY'],
    [['1/12/2010', '13/1/2010'], 'DMY'],
    [['2010-01-12'], 'YMD'],
    [['5/5/2024'], 'DMY'],
  ])('one date that one order alone reads settles it: %j', async (dates, order) => {
    const { mapping, doubts } = await look(orders(dates), 'Europe/London')
    expect([mapping.dateFormat, doubts]).toEqual([order, []])
  })

  it.each([
    [['1,234', '5.5'], '.', 0],
    [['1.234', '5,5'], ',', 0],
    [['1.234', '0,125'], ',', 0],
    [['1.234.567'], ',', 0],
    [['1', '2'], '.', 0],
    [['12.990', '3.490'], '.', 1],
    [['1,50', '1.50'], '.', 1],
  ] as const)(
    'one number that one notation alone reads settles the mark: %j',
    async (prices, mark, doubts) => {
      const looked = await look(
        orders(
          prices.map(() => '2024-01-02'),
          [...prices],
        ),
      )
      expect([looked.mapping.decimalMark, looked.doubts.length]).toEqual([mark, doubts])
    },
  )
})

describe('a row', () => {
  const columns = (
    ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'DESCRIPTION', 'QUANTITY', 'UNIT_PRICE', 'DATE'] as const
  ).map((field, column) => ({ field, column }))
  const rules = {
    mapping: { columns, dateFormat: 'DMY', timeZone: 'UTC', decimalMark: '.' },
    columnCount: 6,
    currency: 'GBP',
    priceMark: null,
    takesOtherMoney: false,
    takesNoSales: false,
    isOneOrder: () => false,
    takesFileZone: false,
    isOwnExport: false,
  } as const
  const readerOf = (over: object = {}) =>
    new RowReader({ ...rules, mapping: { ...rules.mapping, columns: [...columns] }, ...over })
  const read = (fields: string[], line = 2) => readerOf().read({ line, fields })
  const good = ['A1', 'X1', 'cup', '2', '3.5', '1/12/2010']
  const withCell = (index: number, value: string) => good.with(index, value)

  it('may lack a description and cost nothing', () => {
    expect(read(['A1', 'X1', '', '2', '0', '1/12/2010']).problem).toBe(null)
    expect(read(good)).toMatchObject({ row: 2, quantity: '2', customerCode: null, problem: null })
  })

  it.each([
    [0, ' ', 'MISSING_NUMBER', 'DOCUMENT_NUMBER'],
    [0, '3.80123E+18', 'LOST_DIGITS', 'DOCUMENT_NUMBER'],
    [0, '3801234567890120000', 'LOST_DIGITS', 'DOCUMENT_NUMBER'],
    [1, '', 'MISSING_PRODUCT', 'PRODUCT_CODE'],
    [1, 'x'.repeat(65), 'VALUE_TOO_LONG', 'PRODUCT_CODE'],
    [2, 'a\ufffdb', 'BAD_CHARACTER', 'DESCRIPTION'],
    [3, 'two', 'BAD_QUANTITY', 'QUANTITY'],
    [3, `1${' '.repeat(120_000)}a`, 'BAD_QUANTITY', 'QUANTITY'],
    [4, '', 'BAD_PRICE', 'UNIT_PRICE'],
    [4, '5.00 USD', 'OTHER_CURRENCY', 'CURRENCY'],
    [5, '32/1/2010', 'BAD_DATE', 'DATE'],
    [5, `1/${' '.repeat(120_000)}a`, 'BAD_DATE', 'DATE'],
  ])('with column %i %.40j is %s', (index, value, code, field) => {
    expect(read(withCell(index, value), 9).problem).toMatchObject({ code, field })
  })

  it('cut at its limit never ends in half a character', () => {
    const cut = (field: 'QUANTITY' | 'CUSTOMER_NAME', length: number) => {
      const mapped = [...columns.filter(column => column.field !== field), { field, column: 6 }]
      const reader = readerOf({ mapping: { ...rules.mapping, columns: mapped }, columnCount: 7 })
      return reader.read({ line: 2, fields: [...good, `${'x'.repeat(length - 1)}😀`] })
    }
    expect(cut('QUANTITY', 100).problem?.value?.isWellFormed()).toBe(true)
    expect(cut('CUSTOMER_NAME', 64).customerCode?.isWellFormed()).toBe(true)
  })

  it('may end in empty cells or without them; text beyond the last column is a problem', () => {
    expect(read([...good, '', ' ']).problem).toBe(null)
    expect(read([...good, 'x'])).toMatchObject({
      documentNumber: 'A1',
      problem: { code: 'WRONG_COLUMN_COUNT' },
    })
    expect(read(good.slice(0, 5)).problem).toMatchObject({ code: 'BAD_DATE' })
  })

  it('without a number belongs to the one above, unless it says something of its own', () => {
    const reader = readerOf()
    reader.read({ line: 2, fields: good })
    expect(reader.read({ line: 3, fields: ['', 'X2', 'pot', '1', '2', ''] })).toMatchObject({
      documentNumber: 'A1',
      documentKey: 'a1',
      at: '2010-12-01 00:00:00',
      problem: null,
    })
    expect(reader.read({ line: 4, fields: ['', 'X2', 'pot', '1', '2', '2/12/2010'] })).toMatchObject({
      documentKey: 'a1',
      problem: { code: 'MISSING_NUMBER' },
    })
  })

  it.each(['NA', 'n/a', 'NULL', '-', '无', '#N/A', '—'])('with the customer %s has none', word => {
    const mapped = [...columns, { field: 'CUSTOMER_NAME' as const, column: 6 }]
    const reader = readerOf({ mapping: { ...rules.mapping, columns: mapped }, columnCount: 7 })
    expect(reader.read({ line: 2, fields: [...good, word] })).toMatchObject({
      customerCode: null,
      problem: null,
    })
    expect(reader.tally.list()).toMatchObject([{ code: 'NO_CUSTOMER_WORD', count: 1 }])
  })
})

describe('the kind of a product', () => {
  it.each([
    ['POST', 'POSTAGE'],
    ['D', 'Discount'],
    ['DOT', 'DOTCOM POSTAGE'],
    ['BANK CHARGES', 'Bank Charges'],
    ['AMAZONFEE', 'AMAZON FEE'],
    ['C2', 'CARRIAGE'],
    ['SHIP', '运费'],
    ['POST', ''],
  ])('%s, a %s, is a service', (code, name) => {
    expect(kindOf(code, name)).toBe('SERVICE')
  })

  it.each([
    ['MUG-BLUE', 'Blue mug'],
    ['TEE-RED-L', 'Red tee'],
    ['85123A', 'POSTAGE STAMP BOX'],
    ['POST', 'Fence post'],
    ['PADS', 'PADS TO MATCH ALL CUSHIONS'],
  ])('%s, a %s, is goods', (code, name) => {
    expect(kindOf(code, name)).toBe('GOODS')
  })
})
