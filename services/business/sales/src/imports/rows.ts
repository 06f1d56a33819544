import type { ImportField } from './fields.ts'
import type { Mapping } from './mapping.ts'
import { type DateFormat, parseDate, parseDecimal, parseDiscount } from './values.ts'

type RowProblemCode =
  | 'MISSING_NUMBER'
  | 'MISSING_PRODUCT'
  | 'BAD_QUANTITY'
  | 'BAD_PRICE'
  | 'BAD_DISCOUNT'
  | 'BAD_DATE'
  | 'VALUE_TOO_LONG'
  | 'WRONG_COLUMN_COUNT'
  | 'TOO_MANY_ROWS'
  | 'ROW_OF_REJECTED_DOCUMENT'

export interface RowProblem {
  field: ImportField | null
  code: RowProblemCode
  /** In English; the page words it by `code`. */
  message: string
  value: string | null
}

/** A row as it will be written. Empty texts are null; decimals are plain text; `at` is a local time, or an instant ending in Z. */
export interface ImportedRow {
  /** 1-based line of the file where the row begins. */
  row: number
  raw: string[]
  documentNumber: string | null
  productCode: string | null
  description: string | null
  quantity: string | null
  unitPrice: string | null
  discount: string | null
  at: string | null
  customerCode: string | null
  customerName: string | null
  country: string | null
  /** The first one; null for a good row. */
  problem: RowProblem | null
}

/** What the neighbours store. */
const MAX_LENGTHS = {
  DOCUMENT_NUMBER: 64,
  PRODUCT_CODE: 64,
  DESCRIPTION: 500,
  CUSTOMER_CODE: 64,
  CUSTOMER_NAME: 500,
  COUNTRY: 200,
} satisfies Partial<Record<ImportField, number>>
const MAX_VALUE_SHOWN = 100

/** Turns the fields of a line into a row. An empty description, a price of 0 and no customer are fine. */
export class RowReader {
  readonly #mapping: Mapping
  readonly #columnCount: number
  readonly #columns: Map<ImportField, number>
  #lastDate: { text: string; at: string | null } = { text: '', at: null }

  constructor(mapping: Mapping, columnCount: number) {
    this.#mapping = mapping
    this.#columnCount = columnCount
    this.#columns = new Map(mapping.columns.map(({ field, column }) => [field, column]))
  }

  read(row: number, raw: string[]): ImportedRow {
    const { decimalMark, dateFormat } = this.#mapping
    const quantity = this.#text(raw, 'QUANTITY')
    const price = this.#text(raw, 'UNIT_PRICE')
    const discount = this.#text(raw, 'DISCOUNT')
    const date = this.#text(raw, 'DATE')
    const values = {
      documentNumber: this.#text(raw, 'DOCUMENT_NUMBER') || null,
      productCode: this.#text(raw, 'PRODUCT_CODE') || null,
      quantity: parseDecimal(quantity, decimalMark),
      unitPrice: parseDecimal(price, decimalMark),
      discount: discount === '' ? '0' : parseDiscount(discount, decimalMark),
      at: this.#date(date, dateFormat),
    }
    const problem = this.#findProblem(raw, values, { quantity, price, discount, date })
    return { row, raw, ...values, ...this.#names(raw), problem }
  }

  /** The rows of a document, and often of a day, say the same. */
  #date(text: string, format: DateFormat): string | null {
    if (this.#lastDate.text !== text) this.#lastDate = { text, at: parseDate(text, format) }
    return this.#lastDate.at
  }

  /** A customer known by name alone goes by that name. */
  #names(raw: string[]) {
    const customerName = this.#text(raw, 'CUSTOMER_NAME') || null
    const byName = customerName && cutText(customerName, MAX_LENGTHS.CUSTOMER_CODE).trim()
    return {
      description: this.#text(raw, 'DESCRIPTION') || null,
      customerCode: this.#text(raw, 'CUSTOMER_CODE') || byName,
      customerName,
      country: this.#text(raw, 'COUNTRY') || null,
    }
  }

  #findProblem(raw: string[], values: ParsedValues, texts: SourceTexts): RowProblem | null {
    if (raw.length !== this.#columnCount) {
      const message = `The line has ${raw.length} columns, not ${this.#columnCount}.`
      return { field: null, code: 'WRONG_COLUMN_COUNT', message, value: null }
    }
    return firstMissing(values, texts) ?? this.#tooLong(raw)
  }

  #tooLong(raw: string[]): RowProblem | null {
    for (const [field, limit] of Object.entries(MAX_LENGTHS) as [ImportField, number][]) {
      const value = this.#text(raw, field)
      if (value.length > limit)
        return problemOf('VALUE_TOO_LONG', field, value, `At most ${limit} characters.`)
    }
    return null
  }

  #text(raw: string[], field: ImportField): string {
    const column = this.#columns.get(field)
    return column === undefined ? '' : cleanText(raw[column] ?? '')
  }
}

interface ParsedValues {
  documentNumber: string | null
  productCode: string | null
  quantity: string | null
  unitPrice: string | null
  discount: string | null
  at: string | null
}

interface SourceTexts {
  quantity: string
  price: string
  discount: string
  date: string
}

function firstMissing(values: ParsedValues, texts: SourceTexts): RowProblem | null {
  if (!values.documentNumber)
    return problemOf('MISSING_NUMBER', 'DOCUMENT_NUMBER', '', 'The document has no number.')
  if (!values.productCode)
    return problemOf('MISSING_PRODUCT', 'PRODUCT_CODE', '', 'The row names no product.')
  if (!values.quantity)
    return problemOf('BAD_QUANTITY', 'QUANTITY', texts.quantity, 'The quantity is no number.')
  if (!values.unitPrice) return problemOf('BAD_PRICE', 'UNIT_PRICE', texts.price, 'The price is no number.')
  if (!values.discount)
    return problemOf('BAD_DISCOUNT', 'DISCOUNT', texts.discount, 'The discount is not from 0 to 1.')
  if (!values.at) return problemOf('BAD_DATE', 'DATE', texts.date, 'The date cannot be read.')
  return null
}

function problemOf(code: RowProblemCode, field: ImportField, value: string, message: string): RowProblem {
  return { field, code, message, value: cutText(value, MAX_VALUE_SHOWN) || null }
}

/** At most so many UTF-16 units, and no half of a character, which JSON columns refuse. */
function cutText(text: string, length: number): string {
  return text.slice(0, length).toWellFormed()
}

/** PostgreSQL holds no NUL; the apostrophe is what our own report of rejected rows puts before a formula. */
function cleanText(text: string): string {
  return text
    .replaceAll('\u0000', '')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
}
