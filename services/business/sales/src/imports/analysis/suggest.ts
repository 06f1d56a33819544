import { ImportField } from '@portico/sales-contract'
import { plainHeader } from '../mapping/headers.ts'
import { SYNONYMS } from '../mapping/synonyms.ts'
import { readDay } from '../values/dates.ts'
import { readAmount } from '../values/numbers.ts'

/** How a column was found: by its whole name, by the end of its name, or by what its values look like. */
type Basis = 'NAME' | 'NAME_PART' | 'VALUES'

export interface Suggestion {
  field: ImportField
  column: number
  basis: Basis
  /** Other columns of the very same name. */
  doubles: number[]
}

/** Columns for fields: a name that fits goes before values that fit. No field and no column is suggested twice. */
export function suggestColumns(headers: string[], rows: string[][]): Suggestion[] {
  const found = new Suggestions(headers)
  found.byName()
  found.byEndOfName()
  found.byValues(rows)
  return found.list()
}

/** A line's own amount is looked at only where no price of a piece is there. */
const INSTEAD: Partial<Record<ImportField, ImportField>> = { LINE_TOTAL: 'UNIT_PRICE' }
/** Names too short or too common to mean anything as a part of another. */
const NEVER_PARTS = new Set([
  'order',
  'item',
  'code',
  'product',
  'document',
  'invoice',
  'time',
  'status',
  'email',
])
const GUESSED_BY_NAME: readonly ImportField[] = [
  'DOCUMENT_NUMBER',
  'PRODUCT_CODE',
  'QUANTITY',
  'UNIT_PRICE',
  'DATE',
]

class Suggestions {
  readonly #names: string[]
  readonly #bare: string[]
  readonly #byField = new Map<ImportField, Suggestion>()
  readonly #taken = new Set<number>()

  constructor(headers: string[]) {
    this.#names = headers.map(plainHeader)
    this.#bare = headers.map(header =>
      plainHeader(header.slice(0, 200).replace(/[([（【][^)\]）】]*[)\]）】]/g, '')),
    )
  }

  list(): Suggestion[] {
    return ImportField.enum.flatMap(field => this.#byField.get(field) ?? [])
  }

  byName() {
    if (this.#isShopify()) this.#take('DOCUMENT_NUMBER', this.#names.indexOf('name'), 'NAME')
    for (const field of ImportField.enum) this.#takeNamed(field)
  }

  byEndOfName() {
    for (const field of GUESSED_BY_NAME) {
      if (this.#byField.has(field) || this.#hasInstead(field)) continue
      const column = this.#bare.findIndex((name, at) => !this.#taken.has(at) && endsAs(name, field))
      this.#take(field, column, 'NAME_PART')
    }
  }

  byValues(rows: string[][]) {
    for (const [field, looksRight] of BY_VALUE) {
      if (this.#byField.has(field) || this.#hasInstead(field)) continue
      const column = this.#names.findIndex(
        (_, at) => !this.#taken.has(at) && columnFits(rows, at, looksRight),
      )
      this.#take(field, column, 'VALUES')
    }
  }

  /** There the number of the order is called its name. */
  #isShopify(): boolean {
    return ['name', 'lineitemquantity', 'lineitemname'].every(name => this.#names.includes(name))
  }

  #hasInstead(field: ImportField): boolean {
    return field === 'UNIT_PRICE' && this.#byField.has('LINE_TOTAL')
  }

  /** The most usual synonym wins, wherever its column stands; a whole name goes before one without its brackets. */
  #takeNamed(field: ImportField) {
    const other = INSTEAD[field]
    if (this.#byField.has(field) || (other && this.#byField.has(other))) return
    for (const names of [this.#names, this.#bare]) {
      for (const synonym of SYNONYMS[field]) {
        const column = names.findIndex((name, at) => name === synonym && !this.#taken.has(at))
        if (column >= 0) return this.#take(field, column, 'NAME')
      }
    }
  }

  #take(field: ImportField, column: number, basis: Basis) {
    if (column < 0) return
    const name = this.#names[column]
    const doubles = name
      ? this.#names.flatMap((other, at) => (other === name && at !== column ? [at] : []))
      : []
    this.#byField.set(field, { field, column, basis, doubles })
    this.#taken.add(column)
    for (const double of doubles) this.#taken.add(double)
  }
}

function endsAs(name: string, field: ImportField): boolean {
  return SYNONYMS[field].some(synonym => {
    const isLong = /[^\0-\u007f]/.test(synonym) ? synonym.length >= 2 : synonym.length >= 3
    return isLong && !NEVER_PARTS.has(synonym) && name.length > synonym.length && name.endsWith(synonym)
  })
}

const isDate = (value: string) => {
  const day = readDay(value)
  return day !== null && (day.kind === 'PARTS' ? /\D/.test(value) : day.kind === 'DAY')
}
const isWhole = (value: string) => /^-?\d{1,6}$/.test(value.trim())
const isPrice = (value: string) => /[.,]/.test(value) && readAmount(value) !== null && !isDate(value)

/** The fields that values alone show; the person names the rest. */
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
