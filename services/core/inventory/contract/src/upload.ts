import { Count, Nullable, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Receiving } from './stock.ts'

/** Why a row cannot be booked; `value` is what stands in it, `row` the line of the file, whose headings are line 1. */
const UploadProblem = Type.Object({ row: Count, code: Text, value: Text })

/** A checked file of quantities. Instants are ISO text. */
export const UploadSchema = Type.Object({
  id: Text,
  fileName: Text,
  mode: Receiving,
  /** Headings of columns that are not read. */
  ignoredColumns: Type.Array(Text),
  /** Rows of the file below its headings: those that can be booked, and the problems. */
  rowCount: Count,
  goodCount: Count,
  problemCount: Count,
  /** The first 200. */
  problems: Type.Array(UploadProblem),
  bookedAt: Nullable(Text),
  bookedCount: Nullable(Count),
  /** When the same file was booked before, by another upload. */
  sameBookedAt: Nullable(Text),
})
export type Upload = Static<typeof UploadSchema>

const DecimalMark = Type.Enum(['.', ','])
export type DecimalMark = Static<typeof DecimalMark>

/** Without a decimal mark a quantity that could be two numbers is a problem of its row. */
export const UploadQuery = Type.Object({ mode: Receiving, decimalMark: Type.Optional(DecimalMark) })

/** `skipProblems`: the good rows are booked and the others left out. `repeat`: also where the same file was booked before. */
export const BookInput = Type.Object({
  skipProblems: Type.Optional(Type.Boolean()),
  repeat: Type.Optional(Type.Boolean()),
})
