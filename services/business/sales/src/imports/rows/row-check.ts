import type { ImportField, Mapping, PreviewRow } from '@portico/sales-contract'
import { orderTexts } from '../../documents/order-texts.ts'
import { storable } from '../analysis/reading.ts'
import type { Documents } from './documents.ts'
import { INNOCENT, MAX_DOCUMENT_ROWS, TOO_MANY } from './held-back.ts'
import type { ShownProblem } from './problems.ts'
import type { ImportedRow } from './row.ts'

export const SHOWN_PROBLEMS = 200
const PREVIEW_ROWS = 20
/** Good rows whose document may turn out to be held back: as many as can come before the last problem that is shown. */
const WATCHED_ROWS = 2000

interface WatchedRow {
  row: number
  key: string | null
}

/** Counts the rows of a file as its import will: a good row of a document that is held back is not written either. */
export class RowCheck {
  readonly #documents: Documents
  readonly #mapping: Mapping
  readonly #problems: ShownProblem[] = []
  readonly #watched: WatchedRow[] = []
  readonly #first: ImportedRow[] = []
  #rowCount = 0
  #badCount = 0

  constructor(documents: Documents, mapping: Mapping) {
    this.#documents = documents
    this.#mapping = mapping
  }

  add(row: ImportedRow) {
    this.#rowCount++
    if (this.#first.length < PREVIEW_ROWS) this.#first.push(row)
    if (row.problem) {
      this.#badCount++
      if (this.#problems.length < SHOWN_PROBLEMS) this.#problems.push({ row: row.row, ...row.problem })
    } else if (this.#watched.length < WATCHED_ROWS) {
      this.#watched.push({ row: row.row, key: row.documentKey })
    }
  }

  finish(): { rowCount: number; problemCount: number; problems: ShownProblem[] } {
    const tooLong = this.#documents.holdBackTooLong(MAX_DOCUMENT_ROWS)
    const firsts = new Set(tooLong)
    const innocent = this.#watched
      .filter(({ row, key }) => !firsts.has(row) && this.#documents.isHeldBack(key))
      .map(({ row }) => ({ row, ...INNOCENT }))
    const problems = [...this.#problems, ...tooLong.map(row => ({ row, ...TOO_MANY })), ...innocent]
    return {
      rowCount: this.#rowCount,
      problemCount: this.#badCount + this.#documents.countInnocent(),
      problems: problems.sort((one, other) => one.row - other.row).slice(0, SHOWN_PROBLEMS),
    }
  }

  /** After `finish`, which says which documents are held back. */
  preview(): PreviewRow[] {
    return this.#first.map(row => {
      const isInnocent = row.problem === null && this.#documents.isHeldBack(row.documentKey)
      return previewOf(isInnocent ? { ...row, problem: INNOCENT } : row, this.#mapping)
    })
  }
}

function previewOf(row: ImportedRow, mapping: Mapping): PreviewRow {
  const texts = orderTexts.flatMap(({ name, importField }) =>
    importField ? [[importField, row.texts[name]] as const] : [],
  )
  const values: Partial<Record<ImportField, string | null>> = {
    DOCUMENT_NUMBER: row.documentNumber,
    PRODUCT_CODE: row.productCode,
    DESCRIPTION: row.description,
    QUANTITY: row.quantity,
    UNIT_PRICE: row.unitPrice,
    LINE_TOTAL: row.unitPrice,
    DISCOUNT: row.discount,
    DATE: row.at,
    CUSTOMER_CODE: row.customerCode,
    CUSTOMER_NAME: row.customerName,
    COUNTRY: row.country,
    ...Object.fromEntries(texts),
  }
  const shown = mapping.columns.flatMap(({ field }) => {
    const value = values[field]
    if (value === undefined) return []
    return [{ field, value: value === null ? null : storable(value) }]
  })
  const problem = row.problem && { row: row.row, ...row.problem }
  return { line: row.row, cells: row.raw.map(storable), values: shown, problem }
}
