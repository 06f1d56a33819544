import { parse } from 'csv-parse/sync'
import type { Encoding } from './encoding.ts'
import { type ImportField, plainName, SYNONYMS } from './fields.ts'
import type { Mapping } from './mapping.ts'
import { suggestColumns } from './suggest.ts'
import { type DateFormat, type DecimalMark, parseDate, parseDecimal } from './values.ts'

/** How the bytes of a file become rows. */
export interface Dialect {
  encoding: Encoding
  delimiter: string
  hasHeader: boolean
}

export interface FileColumn {
  index: number
  header: string
  suggested: ImportField | null
}

export interface Sniffed {
  dialect: Dialect
  columns: FileColumn[]
  /** At most 20 rows, as read. */
  sample: string[][]
  mapping: Mapping
}

const DELIMITERS = [',', ';', '\t'] as const
const SAMPLE_ROWS = 20
const ROWS_LOOKED_AT = 1000
const KNOWN_HEADERS = new Set(Object.values(SYNONYMS).flat())

/** What the beginning of a file (text with `\n` line ends, whole lines) says about it. Null when it holds no row below its header. */
export function sniff(head: string, encoding: Encoding, timeZone: string): Sniffed | null {
  const { delimiter, rows } = bestSplit(head)
  const first = rows[0]
  if (!first) return null
  const hasHeader = looksLikeHeader(first)
  const body = hasHeader ? rows.slice(1) : rows
  if (body.length === 0) return null
  const headers = first.map((name, index) => (hasHeader && name.trim() ? name.trim() : `Column ${index + 1}`))
  const suggested = suggestColumns(hasHeader ? headers : headers.map(() => ''), body)
  const columns = headers.map((header, index) => ({ index, header, suggested: suggested[index] ?? null }))
  const dialect = { encoding, delimiter, hasHeader }
  return {
    dialect,
    columns,
    sample: body.slice(0, SAMPLE_ROWS),
    mapping: propose(columns, body, timeZone, delimiter),
  }
}

/** The delimiter that cuts most rows into the same number of fields, at least two. */
function bestSplit(head: string): { delimiter: string; rows: string[][] } {
  const splits = DELIMITERS.map(delimiter => ({ delimiter, rows: readRows(head, delimiter) }))
  const scored = splits.map(split => ({ ...split, score: scoreOf(split.rows) }))
  return scored.reduce((best, split) => (split.score > best.score ? split : best))
}

function scoreOf(rows: string[][]): number {
  const width = rows[0]?.length ?? 0
  if (width < 2) return 0
  return rows.filter(row => row.length === width).length * Math.sqrt(width)
}

function readRows(head: string, delimiter: string): string[][] {
  return parse(head, {
    delimiter,
    bom: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    to: ROWS_LOOKED_AT,
  })
}

/** Names are text: a row with a date or a number in it is data, unless it says words we know. */
function looksLikeHeader(row: string[]): boolean {
  if (row.filter(name => KNOWN_HEADERS.has(plainName(name))).length >= 2) return true
  return row.every(cell => parseDecimal(cell, '.') === null && parseDate(cell, 'DMY') === null)
}

function propose(columns: FileColumn[], rows: string[][], timeZone: string, delimiter: string): Mapping {
  const mapped = columns.flatMap(({ suggested, index }) =>
    suggested ? [{ field: suggested, column: index }] : [],
  )
  const valuesOf = (field: ImportField) => {
    const column = mapped.find(candidate => candidate.field === field)?.column
    return column === undefined ? [] : rows.map(row => row[column] ?? '').filter(Boolean)
  }
  return {
    columns: mapped,
    dateFormat: guessDateFormat(valuesOf('DATE'), timeZone),
    timeZone,
    decimalMark: guessDecimalMark([...valuesOf('UNIT_PRICE'), ...valuesOf('QUANTITY')], delimiter),
  }
}

/** Zones of places that write the month first. */
const MONTH_FIRST =
  /^(America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Boise|Anchorage|Indiana)|US\/|Pacific\/Honolulu)/

/** A part over 12 decides; where no value tells (1/12/2010), the place does. */
export function guessDateFormat(values: string[], timeZone: string): DateFormat {
  const fits = (format: DateFormat) => values.filter(value => parseDate(value, format) !== null).length
  if (values.length > 0 && values.every(value => /^\d{4}\D/.test(value.trim()))) return 'YMD'
  const [dayFirst, monthFirst] = [fits('DMY'), fits('MDY')]
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? 'DMY' : 'MDY'
  return MONTH_FIRST.test(timeZone) ? 'MDY' : 'DMY'
}

/** `1.234,5` and `0,55` say comma; nothing said: files cut by semicolons come from where the comma is. */
export function guessDecimalMark(values: string[], delimiter: string): DecimalMark {
  const says = (pattern: RegExp) => values.filter(value => pattern.test(value.trim())).length
  const commas = says(/,(\d{1,2}|\d{4,})$|\.\d{3},/)
  const dots = says(/\.(\d{1,2}|\d{4,})$|,\d{3}\./)
  if (commas !== dots) return commas > dots ? ',' : '.'
  return delimiter === ';' && says(/,/) > 0 ? ',' : '.'
}
