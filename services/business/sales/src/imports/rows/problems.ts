import type { ImportField } from '@portico/sales-contract'

export type RowProblemCode =
  | 'MISSING_NUMBER'
  | 'MISSING_PRODUCT'
  | 'BAD_QUANTITY'
  | 'BAD_PRICE'
  | 'BAD_DISCOUNT'
  | 'BAD_DATE'
  | 'BAD_CHARACTER'
  | 'LOST_DIGITS'
  | 'OTHER_CURRENCY'
  | 'NOT_A_SALE'
  | 'UNKNOWN_TIME_ZONE'
  | 'VALUE_TOO_LONG'
  | 'WRONG_COLUMN_COUNT'
  | 'SWALLOWED_ROWS'
  | 'TOO_MANY_ROWS'
  | 'NUMBER_CONFLICT'
  | 'DOCUMENT_CREDITED'
  | 'ROW_OF_REJECTED_DOCUMENT'

export interface RowProblem {
  field: ImportField | null
  code: RowProblemCode
  /** In English; the page words it by `code`. */
  message: string
  value: string | null
}

export interface ShownProblem extends RowProblem {
  row: number
}

const MAX_VALUE_SHOWN = 100

/** Of a row whose document would replace one that was credited. */
export const CREDITED = problemOf(
  'DOCUMENT_CREDITED',
  'DOCUMENT_NUMBER',
  '',
  'The document here has a credit note, so it is not replaced.',
)

export function problemOf(
  code: RowProblemCode,
  field: ImportField | null,
  value: string,
  message: string,
): RowProblem {
  return { field, code, message, value: cutText(value, MAX_VALUE_SHOWN) || null }
}

/** At most so many UTF-16 units, and no half of a character, which JSON columns refuse. */
export function cutText(text: string, length: number): string {
  return text.slice(0, length).replaceAll('\u0000', '').toWellFormed()
}
