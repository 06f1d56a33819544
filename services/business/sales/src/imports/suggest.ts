import { IMPORT_FIELDS, type ImportField, plainName, SYNONYMS } from './fields.ts'
import { parseDate, parseDecimal } from './values.ts'

type Suggestion = ImportField | null

/** A field for each column: by its name first, then by what its values look like. No field is suggested twice. */
export function suggestColumns(headers: string[], rows: string[][]): Suggestion[] {
  const suggestions = byName(headers)
  for (const [field, looksRight] of BY_VALUE) {
    if (suggestions.includes(field)) continue
    const index = suggestions.findIndex((suggestion, at) => !suggestion && columnFits(rows, at, looksRight))
    if (index >= 0) suggestions[index] = field
  }
  return suggestions
}

function byName(headers: string[]): Suggestion[] {
  const names = headers.map(plainName)
  const suggestions: Suggestion[] = headers.map(() => null)
  for (const field of IMPORT_FIELDS) {
    const index = firstColumn(SYNONYMS[field], names, suggestions)
    if (index >= 0) suggestions[index] = field
  }
  return suggestions
}

/** The most usual synonym wins, wherever its column stands. */
function firstColumn(synonyms: readonly string[], names: string[], taken: Suggestion[]): number {
  for (const synonym of synonyms) {
    const index = names.findIndex((name, at) => name === synonym && !taken[at])
    if (index >= 0) return index
  }
  return -1
}

const isDate = (value: string) => parseDate(value, 'DMY') !== null || parseDate(value, 'MDY') !== null
const isWhole = (value: string) => /^-?\d{1,6}$/.test(value.trim())
const isPrice = (value: string) => /[.,]/.test(value) && parseDecimal(value.replace(',', '.'), '.') !== null

/** What can be told from values alone; the rest is for the person to say. */
const BY_VALUE: [ImportField, (value: string) => boolean][] = [
  ['DATE', isDate],
  ['UNIT_PRICE', isPrice],
  ['QUANTITY', isWhole],
]

const ENOUGH = 0.9

function columnFits(rows: string[][], column: number, looksRight: (value: string) => boolean): boolean {
  const values = rows.map(row => row[column] ?? '').filter(value => value.trim() !== '')
  return values.length > 0 && values.filter(looksRight).length >= values.length * ENOUGH
}
