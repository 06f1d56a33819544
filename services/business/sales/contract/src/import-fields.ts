import { Count, Growing, Nullable } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Zone } from './values.ts'

/** A field of ours that a column of a file can fill. */
export const ImportField = Type.Enum([
  'DOCUMENT_NUMBER',
  'PRODUCT_CODE',
  'DESCRIPTION',
  'QUANTITY',
  'UNIT_PRICE',
  'DISCOUNT',
  'DATE',
  'TIME',
  'CUSTOMER_CODE',
  'CUSTOMER_NAME',
  'COUNTRY',
  'LINE_TOTAL',
  'CURRENCY',
  'STATUS',
  'CANCELLED_AT',
  'TIME_ZONE',
  'DOCUMENT_KIND',
  'DELIVERY_NOTE',
])
export type ImportField = Static<typeof ImportField>
/** As answers name it. */
export const AnsweredField = Growing(ImportField)

export const DateFormat = Type.Enum(['DMY', 'MDY', 'YMD'])
export type DateFormat = Static<typeof DateFormat>
export const DecimalMark = Type.Enum(['.', ','])
export type DecimalMark = Static<typeof DecimalMark>
export const DiscountUnit = Type.Enum(['SHARE', 'PERCENT', 'AMOUNT'])
export type DiscountUnit = Static<typeof DiscountUnit>

/** What is set for a column goes before what is set for the file; null or left out: as the file. */
const column = {
  column: Count,
  dateFormat: Type.Optional(Nullable(DateFormat)),
  timeZone: Type.Optional(Nullable(Zone)),
  decimalMark: Type.Optional(Nullable(DecimalMark)),
  discountUnit: Type.Optional(Nullable(DiscountUnit)),
}
const MappedColumn = Type.Object({ field: ImportField, ...column })
export type MappedColumn = Static<typeof MappedColumn>

const file = { dateFormat: DateFormat, timeZone: Zone, decimalMark: DecimalMark }
/** Which column fills which field, and how its text is read. */
export const Mapping = Type.Object({
  columns: Type.Array(MappedColumn, { maxItems: ImportField.enum.length }),
  ...file,
})
export type Mapping = Static<typeof Mapping>

/** As answers have it: each field once. */
export const AnsweredMapping = Type.Object({
  columns: Type.Array(Type.Object({ field: AnsweredField, ...column })),
  ...file,
})
