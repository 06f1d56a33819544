import type { ImportDetailFragment, ImportField, ImportMappingInput } from '../../graph.generated.ts'

export const IMPORT_FIELDS = [
  'DOCUMENT_NUMBER',
  'DATE',
  'PRODUCT_CODE',
  'DESCRIPTION',
  'QUANTITY',
  'UNIT_PRICE',
  'DISCOUNT',
  'CUSTOMER_CODE',
  'CUSTOMER_NAME',
  'COUNTRY',
  'TIME',
  'LINE_TOTAL',
  'CURRENCY',
  'STATUS',
  'CANCELLED_AT',
  'TIME',
  'LINE_TOTAL',
  'CURRENCY',
  'STATUS',
  'CANCELLED_AT',
] as const satisfies ImportField[]

/** Without these a row cannot become an order line. */
const REQUIRED_FIELDS: ImportField[] = ['DOCUMENT_NUMBER', 'DATE', 'PRODUCT_CODE', 'QUANTITY', 'UNIT_PRICE']

export const DATE_FORMATS = ['DMY', 'MDY', 'YMD'] as const
const DECIMAL_MARKS = ['.', ','] as const

export interface ColumnMapping {
  /** By column index; null where the column is left out. Each field stands at most once. */
  fields: (ImportField | null)[]
  dateFormat: (typeof DATE_FORMATS)[number]
  /** IANA. */
  timeZone: string
  decimalMark: (typeof DECIMAL_MARKS)[number]
}

type MappedJob = Pick<ImportDetailFragment, 'columns' | 'sample' | 'mapping'>

/** What was chosen before, else what the headers and values look like. */
export function initialMapping(job: MappedJob, tenantTimeZone: string): ColumnMapping {
  const fields = job.mapping ? chosenFields(job.columns.length, job.mapping.columns) : suggestedFields(job)
  return {
    fields,
    dateFormat:
      DATE_FORMATS.find(format => format === job.mapping?.dateFormat) ?? guessDateFormat(job, fields),
    timeZone: job.mapping?.timeZone || tenantTimeZone,
    decimalMark:
      DECIMAL_MARKS.find(mark => mark === job.mapping?.decimalMark) ?? guessDecimalMark(job, fields),
  }
}

/** A field moves to the column it is given to. */
export function assignField(
  mapping: ColumnMapping,
  column: number,
  field: ImportField | null,
): ColumnMapping {
  const fields = mapping.fields.map((held, index) => {
    if (index === column) return field
    return held === field ? null : held
  })
  return { ...mapping, fields }
}

export function missingFields(mapping: ColumnMapping): ImportField[] {
  return REQUIRED_FIELDS.filter(field => !mapping.fields.includes(field))
}

export function mappingInputOf(mapping: ColumnMapping): ImportMappingInput {
  const { fields, dateFormat, timeZone, decimalMark } = mapping
  const columns = fields.flatMap((field, column) => (field === null ? [] : [{ field, column }]))
  return { columns, dateFormat, timeZone, decimalMark }
}

/** The values of one column as the sample has them, empty ones left out. */
export function sampleOf(job: Pick<MappedJob, 'sample'>, column: number): string[] {
  return job.sample.map(row => row[column] ?? '').filter(value => value !== '')
}

function chosenFields(
  count: number,
  chosen: { field: ImportField; column: number }[],
): (ImportField | null)[] {
  const byColumn = new Map(chosen.map(({ field, column }) => [column, field]))
  return Array.from({ length: count }, (_, column) => byColumn.get(column) ?? null)
}

/** Where two columns look like one field, the first has it. */
function suggestedFields({ columns }: MappedJob): (ImportField | null)[] {
  const suggested = columns.map(column => column.suggested ?? null)
  return suggested.map((field, index) => (suggested.indexOf(field) === index ? field : null))
}

/** A part over 12 can be no month; where nothing tells, the day comes first as in most of the world. */
function guessDateFormat(job: MappedJob, fields: (ImportField | null)[]): ColumnMapping['dateFormat'] {
  const parts = sampleOf(job, fields.indexOf('DATE')).map(value => value.split(/\D+/).map(Number))
  if (parts.some(([first = 0]) => first > 31)) return 'YMD'
  return parts.some(([, second = 0]) => second > 12) ? 'MDY' : 'DMY'
}

function guessDecimalMark(job: MappedJob, fields: (ImportField | null)[]): ColumnMapping['decimalMark'] {
  const prices = sampleOf(job, fields.indexOf('UNIT_PRICE'))
  return prices.some(price => /,\d{1,2}$/.test(price)) && !prices.some(price => /\.\d{1,2}$/.test(price))
    ? ','
    : '.'
}
