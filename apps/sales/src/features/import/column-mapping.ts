import type {
  ImportDetailFragment,
  ImportField,
  ImportMappedColumnInput,
  ImportMappingInput,
} from '../../graph/graph.generated.ts'

/** Each field, in the order in which a person chooses: a missing one fails the type check. */
const FIELDS: Record<ImportField, { isRequired?: true; isNumber?: true }> = {
  DOCUMENT_NUMBER: { isRequired: true },
  DATE: { isRequired: true },
  TIME: {},
  PRODUCT_CODE: { isRequired: true },
  DESCRIPTION: {},
  QUANTITY: { isRequired: true, isNumber: true },
  UNIT_PRICE: { isRequired: true, isNumber: true },
  LINE_TOTAL: { isNumber: true },
  DISCOUNT: { isNumber: true },
  CURRENCY: {},
  CUSTOMER_CODE: {},
  CUSTOMER_NAME: {},
  COUNTRY: {},
  STATUS: {},
  CANCELLED_AT: {},
  TIME_ZONE: {},
  DELIVERY_NOTE: {},
  DOCUMENT_KIND: {},
}
export const IMPORT_FIELDS = Object.keys(FIELDS) as ImportField[]

/** Without these a row cannot become an order line. */
const REQUIRED_FIELDS = IMPORT_FIELDS.filter(field => FIELDS[field].isRequired)

export function holdsNumbers(field: ImportField): boolean {
  return FIELDS[field]?.isNumber ?? false
}

/** How one column writes its values, as a person said; what is left out is found in the file. */
export type Notation = Omit<ImportMappedColumnInput, 'field' | 'column'>

export interface ColumnMapping {
  /** By column index; null where the column is left out. Each field stands at most once. */
  fields: (ImportField | null)[]
  /** By column index. */
  notations: Notation[]
  /** IANA; of times that name no offset, where their column has none of its own. */
  timeZone: string
  /** Where neither a column nor its values say; kept as the service proposed it. */
  dateFormat: string
  decimalMark: string
}

type MappedJob = Pick<ImportDetailFragment, 'columns' | 'mapping' | 'status'>

/** What was chosen before, else what the headers and values look like. */
export function initialMapping(job: MappedJob, tenantTimeZone: string): ColumnMapping {
  const { columns, mapping, status } = job
  const chosen = mapping?.columns ?? []
  const isChecked = status === 'PREVIEWED'
  const of = (index: number) => chosen.find(({ column }) => column === index)
  const suggested = suggestedFields(job)
  return {
    fields: columns.map(({ index }) => (mapping ? (of(index)?.field ?? null) : (suggested[index] ?? null))),
    notations: columns.map(({ index }) => (isChecked ? notationOf(of(index)) : {})),
    timeZone: mapping?.timeZone || tenantTimeZone,
    dateFormat: mapping?.dateFormat || 'DMY',
    decimalMark: mapping?.decimalMark || '.',
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

/** The field is filled by no column. */
export function withoutField(mapping: ColumnMapping, field: ImportField): ColumnMapping {
  return { ...mapping, fields: mapping.fields.map(held => (held === field ? null : held)) }
}

export function setNotation(mapping: ColumnMapping, column: number, said: Notation): ColumnMapping {
  const notations = mapping.notations.map((held, index) => (index === column ? { ...held, ...said } : held))
  return { ...mapping, notations }
}

/** A line total takes the place of a unit price. */
export function missingFields({ fields }: ColumnMapping): ImportField[] {
  return REQUIRED_FIELDS.filter(
    field => !fields.includes(field) && !(field === 'UNIT_PRICE' && fields.includes('LINE_TOTAL')),
  )
}

export function mappingInputOf({ fields, notations, ...rest }: ColumnMapping): ImportMappingInput {
  const columns = fields.flatMap((field, column) =>
    field === null ? [] : [{ field, column, ...notations[column] }],
  )
  return { columns, ...rest }
}

/** The values of one column as the sample has them, empty ones left out. */
export function sampleOf(job: Pick<ImportDetailFragment, 'sample'>, column: number): string[] {
  return job.sample.map(row => row[column] ?? '').filter(value => value !== '')
}

/** Where two columns look like one field, the first has it. */
function suggestedFields({ columns }: MappedJob): (ImportField | null)[] {
  const suggested = columns.map(column => column.suggested ?? null)
  return suggested.map((field, index) => (suggested.indexOf(field) === index ? field : null))
}

function notationOf(column: Notation | undefined): Notation {
  if (!column) return {}
  const { dateFormat, timeZone, decimalMark, discountUnit } = column
  return Object.fromEntries(
    Object.entries({ dateFormat, timeZone, decimalMark, discountUnit }).filter(([, value]) => value != null),
  )
}
