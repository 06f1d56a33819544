import type { ImportField, Mapping } from '@portico/sales-contract'
import type { FileRecord } from '../file/file-record.ts'
import { MAX_LENGTHS } from '../mapping/field-cells.ts'
import { columnOf } from '../mapping/mapping.ts'
import { hasLostDigits } from '../values/text.ts'
import type { Cells } from './cells.ts'
import { MAX_CELL } from './limits.ts'
import { problemOf, type RowProblem } from './problems.ts'
import type { RowValues } from './values.ts'

/** What can be wrong with a row for itself, whatever the rows around it say. */
export class RowChecks {
  readonly #mapping: Mapping
  readonly #columnCount: number
  readonly #cells: Cells

  constructor(mapping: Mapping, columnCount: number, cells: Cells) {
    this.#mapping = mapping
    this.#columnCount = columnCount
    this.#cells = cells
  }

  /** The first problem; null for a good row. */
  find(record: FileRecord, values: RowValues): RowProblem | null {
    return this.#shapeProblem(record) ?? this.#lostDigits(record) ?? this.#valueProblem(record, values)
  }

  #shapeProblem({ fields, isSwallowed }: FileRecord): RowProblem | null {
    if (isSwallowed) {
      const message =
        'A quote is closed too late: a cell has swallowed the end of this row and the rows below.'
      return problemOf('SWALLOWED_ROWS', null, '', message)
    }
    const surplus = fields.slice(this.#columnCount).find(cell => cell.trim() !== '')
    if (surplus !== undefined) {
      const message = `The line has ${fields.length} columns, not ${this.#columnCount}, and text beyond them.`
      return problemOf('WRONG_COLUMN_COUNT', null, surplus, message)
    }
    const broken = this.#cells.findBroken(fields)
    if (broken === null) return null
    const message = 'The cell holds bytes that are no character in the encoding of the file.'
    return problemOf('BAD_CHARACTER', broken, this.#cells.raw(fields, broken), message)
  }

  #lostDigits(record: FileRecord): RowProblem | null {
    for (const field of ['DOCUMENT_NUMBER', 'PRODUCT_CODE', 'CUSTOMER_CODE'] as const) {
      const raw = this.#cells.raw(record.fields, field)
      if (raw.length > MAX_CELL || !hasLostDigits(this.#cells.read(record, field))) continue
      const message =
        'A spreadsheet has taken this code for a number and its last digits are missing in the file. Export the column as text.'
      return problemOf('LOST_DIGITS', field, raw, message)
    }
    return null
  }

  #valueProblem(record: FileRecord, values: RowValues): RowProblem | null {
    const raw = (field: ImportField) => this.#cells.raw(record.fields, field)
    if (!values.productCode)
      return problemOf('MISSING_PRODUCT', 'PRODUCT_CODE', '', 'The row names no product.')
    if (!values.quantity)
      return problemOf('BAD_QUANTITY', 'QUANTITY', raw('QUANTITY'), 'The quantity is no number.')
    if (!values.unitPrice) return this.#badPrice(raw)
    if (!values.discount)
      return problemOf('BAD_DISCOUNT', 'DISCOUNT', raw('DISCOUNT'), 'The discount is not from 0 to 1.')
    return this.#tooLong(record)
  }

  #badPrice(raw: (field: ImportField) => string): RowProblem {
    if (columnOf(this.#mapping, 'UNIT_PRICE'))
      return problemOf('BAD_PRICE', 'UNIT_PRICE', raw('UNIT_PRICE'), 'The price is no number.')
    const message = 'The line total is no number, or does not divide by the quantity to the cent.'
    return problemOf('BAD_PRICE', 'LINE_TOTAL', raw('LINE_TOTAL'), message)
  }

  #tooLong(record: FileRecord): RowProblem | null {
    for (const [field, limit] of MAX_LENGTHS) {
      if (this.#cells.raw(record.fields, field).length <= limit) continue
      const value = this.#cells.read(record, field)
      if (value.length > limit)
        return problemOf('VALUE_TOO_LONG', field, value, `At most ${limit} characters.`)
    }
    return null
  }
}
