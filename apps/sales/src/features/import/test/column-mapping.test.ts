import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ImportField } from '../../../graph/graph.generated.ts'
import {
  assignField,
  IMPORT_FIELDS,
  initialMapping,
  mappingInputOf,
  missingFields,
  setNotation,
  withoutField,
} from '../column-mapping.ts'

type Suggestion = [header: string, suggested: ImportField | null]

function jobOf(suggestions: Suggestion[]) {
  return {
    status: 'UPLOADED' as const,
    columns: suggestions.map(([header, suggested], index) => ({ index, header, suggested })),
    mapping: null,
  }
}

const retail = jobOf([
  ['InvoiceNo', 'DOCUMENT_NUMBER'],
  ['StockCode', 'PRODUCT_CODE'],
  ['Quantity', 'QUANTITY'],
  ['InvoiceDate', 'DATE'],
  ['UnitPrice', 'UNIT_PRICE'],
  ['Notes', null],
])

test('recognised columns are filled in and enough to go on, and nothing is said of how they are written', () => {
  const mapping = initialMapping(retail, 'Europe/London')
  expect(mapping).toEqual({
    fields: ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'QUANTITY', 'DATE', 'UNIT_PRICE', null],
    notations: [{}, {}, {}, {}, {}, {}],
    timeZone: 'Europe/London',
    dateFormat: 'DMY',
    decimalMark: '.',
  })
  expect(missingFields(mapping)).toEqual([])
  expect(mappingInputOf(mapping).columns).toContainEqual({ field: 'DATE', column: 3 })
})

const chosen = {
  columns: [
    {
      field: 'DATE' as const,
      column: 5,
      dateFormat: 'MDY',
      timeZone: null,
      decimalMark: null,
      discountUnit: null,
    },
  ],
  dateFormat: 'MDY',
  timeZone: 'Asia/Shanghai',
  decimalMark: ',',
}

test('what was checked before is chosen still, with how it is written', () => {
  const job = { ...retail, status: 'PREVIEWED' as const, mapping: chosen }
  expect(initialMapping(job, 'Europe/London')).toEqual({
    fields: [null, null, null, null, null, 'DATE'],
    notations: [{}, {}, {}, {}, {}, { dateFormat: 'MDY' }],
    timeZone: 'Asia/Shanghai',
    dateFormat: 'MDY',
    decimalMark: ',',
  })
})

test('what was only found in the file is not sent as if a person had chosen it', () => {
  const mapping = initialMapping({ ...retail, mapping: chosen }, 'Europe/London')
  expect(mappingInputOf(mapping).columns).toEqual([{ field: 'DATE', column: 5 }])
})

test('what a person says of a column goes with that column', () => {
  const mapping = setNotation(initialMapping(retail, 'UTC'), 4, { decimalMark: ',' })
  expect(mappingInputOf(mapping).columns).toContainEqual({
    field: 'UNIT_PRICE',
    column: 4,
    decimalMark: ',',
  })
})

test('a line total takes the place of a unit price', () => {
  const mapping = withoutField(initialMapping(retail, 'UTC'), 'UNIT_PRICE')
  expect(missingFields(mapping)).toEqual(['UNIT_PRICE'])
  expect(missingFields(assignField(mapping, 5, 'LINE_TOTAL'))).toEqual([])
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
