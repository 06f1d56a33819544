import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImportField } from '../../../graph.generated.ts'
import {
  assignField,
  IMPORT_FIELDS,
  initialMapping,
  mappingInputOf,
  missingFields,
} from '../column-mapping.ts'

type Suggestion = [header: string, suggested: ImportField | null]

function jobOf(suggestions: Suggestion[], sample: string[][] = []) {
  return {
    columns: suggestions.map(([header, suggested], index) => ({ index, header, suggested })),
    sample,
    mapping: null,
  }
}

const retail = jobOf(
  [
    ['InvoiceNo', 'DOCUMENT_NUMBER'],
    ['StockCode', 'PRODUCT_CODE'],
    ['Quantity', 'QUANTITY'],
    ['InvoiceDate', 'DATE'],
    ['UnitPrice', 'UNIT_PRICE'],
    ['Notes', null],
  ],
  [['536365', '85123A', '6', '1/12/2010 08:26', '2.55', '']],
)

test('recognised columns are filled in and enough to go on', () => {
  const mapping = initialMapping(retail, 'Europe/London')
  expect(mapping).toEqual({
    fields: ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'QUANTITY', 'DATE', 'UNIT_PRICE', null],
    dateFormat: 'DMY',
    timeZone: 'Europe/London',
    decimalMark: '.',
  })
  expect(missingFields(mapping)).toEqual([])
  expect(mappingInputOf(mapping).columns).toContainEqual({ field: 'DATE', column: 3 })
})

test('what was chosen before is chosen still', () => {
  const mapping = {
    columns: [{ field: 'DATE' as const, column: 5 }],
    dateFormat: 'MDY',
    timeZone: 'Asia/Shanghai',
    decimalMark: ',',
  }
  expect(initialMapping({ ...retail, mapping }, 'Europe/London')).toEqual({
    fields: [null, null, null, null, null, 'DATE'],
    dateFormat: 'MDY',
    timeZone: 'Asia/Shanghai',
    decimalMark: ',',
  })
})

describe('guesses', () => {
  const dates = (...values: string[]) =>
    jobOf(
      [['d', 'DATE']],
      values.map(value => [value]),
    )
  test.each([
    ['YMD', ['2010-12-01']],
    ['MDY', ['12/13/2010', '1/2/2010']],
    ['DMY', ['13/12/2010']],
    ['DMY', ['1/2/2010']],
  ])('%s for %j', (format, values) => {
    expect(initialMapping(dates(...values), 'UTC').dateFormat).toBe(format)
  })
  test('a decimal comma by the prices', () => {
    const prices = (...values: string[]) =>
      jobOf(
        [['p', 'UNIT_PRICE']],
        values.map(value => [value]),
      )
    expect(initialMapping(prices('2,55', '1.200,00'), 'UTC').decimalMark).toBe(',')
    expect(initialMapping(prices('1,200.00'), 'UTC').decimalMark).toBe('.')
  })
})

test('a field suggested twice is the first column’s', () => {
  const job = jobOf([
    ['Date', 'DATE'],
    ['Due date', 'DATE'],
  ])
  expect(initialMapping(job, 'UTC').fields).toEqual(['DATE', null])
})

test('however fields are assigned, each stands at most once and where it was put last', () => {
  const step = fc.tuple(fc.nat({ max: 5 }), fc.constantFrom(null, ...IMPORT_FIELDS))
  fc.assert(
    fc.property(fc.array(step), steps => {
      let mapping = initialMapping(retail, 'UTC')
      for (const [column, field] of steps) {
        mapping = assignField(mapping, column, field)
        expect(mapping.fields[column]).toBe(field)
      }
      const taken = mapping.fields.filter(field => field !== null)
      expect(new Set(taken).size).toBe(taken.length)
    }),
  )
})

test('a field taken away is missing', () => {
  const mapping = assignField(initialMapping(retail, 'UTC'), 0, null)
  expect(missingFields(mapping)).toEqual(['DOCUMENT_NUMBER'])
})
