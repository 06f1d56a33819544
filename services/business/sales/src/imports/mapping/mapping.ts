import type { ImportField, MappedColumn, Mapping } from '@portico/sales-contract'
import { salesProblems } from '../../problems/sales-problems.ts'

/** Without these no document can be made. */
const REQUIRED_FIELDS: readonly ImportField[] = [
  'DOCUMENT_NUMBER',
  'PRODUCT_CODE',
  'QUANTITY',
  'UNIT_PRICE',
  'DATE',
]

/** Throws MAPPING_INVALID with `missing`, the fields no column fills. */
export function requireMapping(mapping: Mapping, columnCount: number): Mapping {
  const missing = missingOf(mapping)
  if (missing.length > 0) {
    throw salesProblems.MAPPING_INVALID(`No column is chosen for ${missing.join(', ')}.`, { missing })
  }
  const fields = mapping.columns.map(({ field }) => field)
  const isTwice = new Set(fields).size < fields.length
  const isOutside = mapping.columns.some(({ column }) => column >= columnCount)
  if (!isTwice && !isOutside) return mapping
  throw salesProblems.MAPPING_INVALID('A field is filled by two columns, or by one the file does not have.')
}

export function isComplete(mapping: Mapping): boolean {
  return missingOf(mapping).length === 0
}

/** What a line comes to gives its price as well. */
function missingOf({ columns }: Mapping): ImportField[] {
  const fields = columns.map(({ field }) => field)
  return REQUIRED_FIELDS.filter(
    field => !fields.includes(field) && !(field === 'UNIT_PRICE' && fields.includes('LINE_TOTAL')),
  )
}

export function columnOf({ columns }: Mapping, field: ImportField): MappedColumn | undefined {
  return columns.find(column => column.field === field)
}
