import { Count, Currency, FileHeaders, Nullable, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { AnsweredField, AnsweredMapping, Mapping } from './import-fields.ts'
import { Decisions, FindingsSchema, ProblemSchema, ReadingInput, SumSchema } from './import-findings.ts'
import { Zone } from './values.ts'

const Progress = Type.Object({
  rowsTotal: Count,
  rowsDone: Count,
  documentsCreated: Count,
  documentsRecognised: Count,
  documentsSkipped: Count,
  documentsReplaced: Count,
  rowsRejected: Count,
  productsCreated: Count,
  customersCreated: Count,
})
export type ImportProgress = Static<typeof Progress>

const ImportStatus = Type.Enum(['UPLOADED', 'PREVIEWED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'])
export type ImportStatus = Static<typeof ImportStatus>

/** Instants are ISO text; `fileSize` is bytes; `rejectedRows` how many rows the report of rejected rows has. */
export const ImportJobSchema = Type.Object({
  id: Text,
  fileName: Text,
  fileSize: Count,
  status: ImportStatus,
  createdAt: Text,
  startedAt: Nullable(Text),
  finishedAt: Nullable(Text),
  columns: Type.Array(Type.Object({ index: Count, header: Text, suggested: Nullable(AnsweredField) })),
  sample: Type.Array(Type.Array(Text)),
  mapping: Nullable(AnsweredMapping),
  rowCount: Nullable(Count),
  problemCount: Nullable(Count),
  problems: Type.Array(ProblemSchema),
  ...FindingsSchema,
  progress: Progress,
  /** By currency and outcome; none before it was started. A version of the service that is still in use may not have it. */
  sums: Type.Optional(Type.Array(SumSchema)),
  failure: Nullable(Type.Object({ code: Text, message: Text })),
  rejectedRows: Count,
})
export type ImportJob = Static<typeof ImportJobSchema>

export const UploadHeaders = Type.Interface([FileHeaders], {
  'x-time-zone': Type.Optional(Zone),
  'x-currency': Currency,
})

const settings = {
  reading: Type.Optional(Nullable(ReadingInput)),
  decisions: Type.Optional(Nullable(Decisions)),
}
export const PreviewInput = Type.Object({ mapping: Type.Optional(Nullable(Mapping)), ...settings })
export const StartInput = Type.Object({ mapping: Mapping, ...settings })
