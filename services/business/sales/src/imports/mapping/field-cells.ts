import type { ImportField } from '@portico/sales-contract'
import type { TextKind } from '../values/text.ts'

/** What a cell of a field holds, and how it is cleaned. */
interface FieldCell {
  text: TextKind
  /** An evened form is another spelling of the same value, which a person is shown; of numbers, dates and words it is only another way to write them. */
  isCounted: boolean
  isNumber: boolean
  /** As much as is stored; null where the cell is read into something else. */
  maxLength: number | null
}

const CODE = { text: 'CODE', isCounted: true, isNumber: false } as const
const NAME = { text: 'NAME', isCounted: true, isNumber: false } as const
const PROSE = { text: 'PROSE', isCounted: true, isNumber: false } as const
const NUMBER = { text: 'CODE', isCounted: false, isNumber: true, maxLength: null } as const
const WORD = { text: 'CODE', isCounted: false, isNumber: false, maxLength: null } as const

/** In the order in which lengths are checked: the first that is too long is the row's problem. */
export const FIELD_CELLS = {
  DOCUMENT_NUMBER: { ...CODE, maxLength: 64 },
  PRODUCT_CODE: { ...CODE, maxLength: 64 },
  DESCRIPTION: { ...PROSE, maxLength: 500 },
  CUSTOMER_CODE: { ...CODE, maxLength: 64 },
  CUSTOMER_NAME: { ...NAME, maxLength: 500 },
  COUNTRY: { ...NAME, maxLength: 200 },
  DELIVERY_NOTE: { ...PROSE, maxLength: 500 },
  QUANTITY: NUMBER,
  UNIT_PRICE: NUMBER,
  LINE_TOTAL: NUMBER,
  DISCOUNT: NUMBER,
  DATE: WORD,
  TIME: WORD,
  TIME_ZONE: WORD,
  CURRENCY: WORD,
  STATUS: WORD,
  CANCELLED_AT: WORD,
  DOCUMENT_KIND: WORD,
} satisfies Record<ImportField, FieldCell>

/** Each field with its greatest length, where what stands in the cell is stored. */
export const MAX_LENGTHS = Object.entries(FIELD_CELLS).flatMap(([field, { maxLength }]) =>
  maxLength === null ? [] : [[field as ImportField, maxLength] as const],
)
