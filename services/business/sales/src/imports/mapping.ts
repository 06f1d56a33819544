import { salesProblems } from '../problems.ts'
import type { DiscountUnit } from './contract.ts'
import { type ImportField, REQUIRED_FIELDS } from './fields.ts'
import type { DateFormat, DecimalMark } from './values.ts'

/** What is set for a column goes before what is set for the file; null or left out: as the file. */
interface MappedColumn {
  field: ImportField
  column: number
  dateFormat?: DateFormat | null
  timeZone?: string | null
  decimalMark?: DecimalMark | null
  discountUnit?: DiscountUnit | null
}

/** Which column fills which field, and how its text is read. */
export interface Mapping {
  columns: MappedColumn[]
  dateFormat: DateFormat
  timeZone: string
  decimalMark: DecimalMark
}

/** Throws MAPPING_INVALID with `missing`, the fields no column fills. */
export function requireMapping(mapping: Mapping, columnCount: number): Mapping {
  const fields = mapping.columns.map(({ field }) => field)
  const missing = REQUIRED_FIELDS.filter(field => !fields.includes(field))
  if (missing.length > 0) {
    throw salesProblems.MAPPING_INVALID(`No column is chosen for ${missing.join(', ')}.`, { missing })
  }
  const isTwice = new Set(fields).size < fields.length
  const isOutside = mapping.columns.some(({ column }) => column >= columnCount)
  if (!isTwice && !isOutside) return mapping
  throw salesProblems.MAPPING_INVALID('A field is filled by two columns, or by one the file does not have.')
}

export function isComplete(mapping: Mapping): boolean {
  return REQUIRED_FIELDS.every(field => mapping.columns.some(column => column.field === field))
}
