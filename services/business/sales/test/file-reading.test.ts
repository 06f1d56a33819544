import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EncodingDetector } from '../src/imports/encoding.ts'
import { kindOf } from '../src/imports/product-kind.ts'
import { type FileRecord, readRecords } from '../src/imports/records.ts'
import { RowReader } from '../src/imports/rows.ts'
import { guessDateFormat, guessDecimalMark, sniff } from '../src/imports/sniff.ts'
import { parseDate, parseDecimal, parseDiscount } from '../src/imports/values.ts'
import { hasRealOrders, readRealOrders, WITHOUT_REAL_ORDERS } from './real-orders.ts'

/** 中文, 数量 and 单价 in GB18030. */
const GBK = Buffer.from('d6d0cec42ccafdc1bf2cb5a5bcdb0a', 'hex')

function detect(...chunks: Uint8Array[]) {
  const detector = new EncodingDetector()
  for (const chunk of chunks) detector.push(chunk)
  return detector.result()
}

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function records(text: string, hasHeader = true, size = 7): Promise<FileRecord[]> {
  const dialect = { encoding: 'utf-8' as const, delimiter: ',', hasHeader }
  const found: FileRecord[] = []
  for await (const record of readRecords(cut(Buffer.from(text), size), dialect)) found.push(record)
  return found
}

describe('the encoding of a file', () => {
  it('is found wherever its bytes are cut', () => {
    const text = Buffer.from('数量,单价\n£2,é\n')
    for (let at = 0; at < text.length; at++)
      expect(detect(text.subarray(0, at), text.subarray(at))).toBe('utf-8')
  })

  it('is windows-1252 where high bytes stand alone, GB18030 where they come in pairs', () => {
    expect(detect(Buffer.from('Caf\xe9,\xa3 2,Stra\xdfe', 'latin1'))).toBe('windows-1252')
    expect(detect(GBK)).toBe('gb18030')
    expect(detect(Buffer.from('\uFEFFa,b', 'utf16le'))).toBe('utf-16le')
    expect(detect(Buffer.from('plain'))).toBe('utf-8')
    expect(detect(Buffer.from('cut in the middle of é').subarray(0, -1))).toBe('windows-1252')
  })
})

describe('rows of a file', () => {
  it('know the line they begin at, whatever the line ends and wherever the chunks are cut', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['h,i', '1,"two', 'lines"', '', '2,x', ' , ', '3,"a', 'b', 'c"', '4,y'].join(end)
      for (const size of [1, 2, 3, 1000]) {
        const found = await records(text, true, size)
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
    await expect(records(`h,i\n1,"${'x'.repeat(300_000)}\n`, true, 65_536)).rejects.toMatchObject({
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
  it.skipIf(!hasRealOrders)(`the real orders are recognised whole (${WITHOUT_REAL_ORDERS})`, () => {
    const sniffed = sniff(readRealOrders().subarray(0, 65_536).toString(), 'utf-8', 'Europe/London')
    expect(sniffed?.columns.map(({ suggested }) => suggested)).toEqual([
      'DOCUMENT_NUMBER',
      'PRODUCT_CODE',
      'DESCRIPTION',
      'QUANTITY',
      'DATE',
      'UNIT_PRICE',
      'CUSTOMER_CODE',
      'COUNTRY',
    ])
    expect(sniffed?.mapping).toMatchObject({ dateFormat: 'DMY', decimalMark: '.', timeZone: 'Europe/London' })
    expect(sniffed?.sample).toHaveLength(20)
  })

  it('Chinese headers, semicolons, decimal commas', () => {
    const sniffed = sniff(
      '单号;商品编码;品名;数量;单价;日期;客户名称\nA1;X1;杯;2;3,50;2024-05-01;张三\n',
      'utf-8',
      'Asia/Shanghai',
    )
    expect(sniffed?.dialect).toEqual({ encoding: 'utf-8', delimiter: ';', hasHeader: true })
    expect(sniffed?.mapping).toMatchObject({ dateFormat: 'YMD', decimalMark: ',' })
    expect(sniffed?.columns.map(({ suggested }) => suggested)).toEqual([
      'DOCUMENT_NUMBER',
      'PRODUCT_CODE',
      'DESCRIPTION',
      'QUANTITY',
      'UNIT_PRICE',
      'DATE',
      'CUSTOMER_NAME',
    ])
  })

  it('without a header the values say what they can', () => {
    const sniffed = sniff('A1\tX1\t2\t3.50\t25/12/2024\nA2\tX2\t1\t4.99\t26/12/2024\n', 'utf-8', 'UTC')
    expect(sniffed?.dialect).toMatchObject({ delimiter: '\t', hasHeader: false })
    expect(sniffed?.columns.map(({ header, suggested }) => [header, suggested])).toEqual([
      ['Column 1', null],
      ['Column 2', null],
      ['Column 3', 'QUANTITY'],
      ['Column 4', 'UNIT_PRICE'],
      ['Column 5', 'DATE'],
    ])
  })

  it('nothing is nothing', () => {
    expect(sniff('', 'utf-8', 'UTC')).toBe(null)
    expect(sniff('\n\n', 'utf-8', 'UTC')).toBe(null)
    expect(sniff('Invoice;Stock Code;Qty\n', 'utf-8', 'UTC')).toBe(null)
  })

  it('where no date tells day from month, the place does', () => {
    expect(guessDateFormat(['1/12/2010'], 'Europe/London')).toBe('DMY')
    expect(guessDateFormat(['1/12/2010'], 'America/New_York')).toBe('MDY')
    expect(guessDateFormat(['1/12/2010', '1/13/2010'], 'Europe/London')).toBe('MDY')
    expect(guessDateFormat(['2010-01-12'], 'Europe/London')).toBe('YMD')
  })

  it('the decimal mark is the one that cannot be grouping', () => {
    expect(guessDecimalMark(['1,234', '5.5'], ',')).toBe('.')
    expect(guessDecimalMark(['1.234', '5,5'], ';')).toBe(',')
    expect(guessDecimalMark(['1', '2'], ';')).toBe('.')
  })
})

describe('a row', () => {
  const columns = (
    ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'DESCRIPTION', 'QUANTITY', 'UNIT_PRICE', 'DATE'] as const
  ).map((field, column) => ({ field, column }))
  const reader = new RowReader({ columns, dateFormat: 'DMY', timeZone: 'UTC', decimalMark: '.' }, 6)
  const good = ['A1', 'X1', 'cup', '2', '3.5', '1/12/2010']
  const withCell = (index: number, value: string) => good.with(index, value)

  it('may lack a description and cost nothing', () => {
    expect(reader.read(2, ['A1', 'X1', '', '2', '0', '1/12/2010']).problem).toBe(null)
    expect(reader.read(2, good)).toMatchObject({ row: 2, quantity: '2', customerCode: null, problem: null })
  })

  it.each([
    [0, ' ', 'MISSING_NUMBER', 'DOCUMENT_NUMBER'],
    [1, '', 'MISSING_PRODUCT', 'PRODUCT_CODE'],
    [1, 'x'.repeat(65), 'VALUE_TOO_LONG', 'PRODUCT_CODE'],
    [3, 'two', 'BAD_QUANTITY', 'QUANTITY'],
    [4, '', 'BAD_PRICE', 'UNIT_PRICE'],
    [5, '32/1/2010', 'BAD_DATE', 'DATE'],
  ])('with column %i %j is %s', (index, value, code, field) => {
    expect(reader.read(9, withCell(index, value)).problem).toMatchObject({ code, field })
  })

  it('cut at its limit never ends in half a character', () => {
    const cut = (field: 'QUANTITY' | 'CUSTOMER_NAME', length: number) => {
      const mapped = [...columns.filter(column => column.field !== field), { field, column: 6 }]
      const wide = new RowReader({ columns: mapped, dateFormat: 'DMY', timeZone: 'UTC', decimalMark: '.' }, 7)
      return wide.read(2, [...good, `${'x'.repeat(length - 1)}😀`])
    }
    expect(cut('QUANTITY', 100).problem?.value?.isWellFormed()).toBe(true)
    expect(cut('CUSTOMER_NAME', 64).customerCode?.isWellFormed()).toBe(true)
  })

  it('with a column too many or too few says so, and still names its document', () => {
    expect(reader.read(3, [...good, 'x'])).toMatchObject({
      documentNumber: 'A1',
      problem: { code: 'WRONG_COLUMN_COUNT' },
    })
    expect(reader.read(3, good.slice(0, 4)).problem).toMatchObject({ code: 'WRONG_COLUMN_COUNT' })
  })
})

describe('the kind of a product', () => {
  it.each(['POST', 'D', 'M', 'DOT', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS', 'S'])(
    '%s is a service',
    code => {
      expect(kindOf(code, 'whatever')).toBe('SERVICE')
    },
  )

  it('is goods for codes with digits, but for short ones that say they are a charge', () => {
    expect(kindOf('85123A', 'POSTAGE STAMP BOX')).toBe('GOODS')
    expect(kindOf('7', 'Uncle Bob')).toBe('GOODS')
    expect(kindOf('C2', 'CARRIAGE')).toBe('SERVICE')
  })
})
