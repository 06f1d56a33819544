import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { ImportMappingInput, QueryImportJobsArgs } from '../../schema.generated.ts'
import { nullable, pageOf } from '../shared/page.ts'

const Field = Type.Enum([
  'DOCUMENT_NUMBER',
  'PRODUCT_CODE',
  'DESCRIPTION',
  'QUANTITY',
  'UNIT_PRICE',
  'DISCOUNT',
  'DATE',
  'CUSTOMER_CODE',
  'CUSTOMER_NAME',
  'COUNTRY',
])

const Mapping = Type.Object({
  columns: Type.Array(Type.Object({ field: Field, column: Type.Integer() })),
  dateFormat: Type.String(),
  timeZone: Type.String(),
  decimalMark: Type.String(),
})

const Problem = Type.Object({
  row: Type.Integer(),
  field: nullable(Field),
  code: Type.String(),
  message: Type.String(),
  value: nullable(Type.String()),
})

const Progress = Type.Object({
  rowsTotal: Type.Integer(),
  rowsDone: Type.Integer(),
  documentsCreated: Type.Integer(),
  documentsRecognised: Type.Integer(),
  rowsRejected: Type.Integer(),
  productsCreated: Type.Integer(),
  customersCreated: Type.Integer(),
})

const ImportJobShape = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  fileSize: Type.Integer(),
  status: Type.Enum(['UPLOADED', 'PREVIEWED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED']),
  createdAt: Type.String(),
  startedAt: nullable(Type.String()),
  finishedAt: nullable(Type.String()),
  columns: Type.Array(
    Type.Object({ index: Type.Integer(), header: Type.String(), suggested: nullable(Field) }),
  ),
  sample: Type.Array(Type.Array(Type.String())),
  mapping: nullable(Mapping),
  rowCount: nullable(Type.Integer()),
  problemCount: nullable(Type.Integer()),
  problems: Type.Array(Problem),
  progress: Progress,
  failure: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  rejectedRows: Type.Integer(),
})

export type ImportJob = Static<typeof ImportJobShape>

const ImportJobPage = pageOf(ImportJobShape)

/** A preview reads the whole file: 48 MB take 8 to 12 s here. As long as its `@deadline`; the page waits a minute. */
const PREVIEW_TIMEOUT_MS = 55_000

export function findImport(context: GraphContext, id: string): Promise<ImportJob | null> {
  return context.upstream('sales').find(pathOf(id), { answer: ImportJobShape })
}

export function fetchImportPage(context: GraphContext, { first, after }: QueryImportJobsArgs) {
  return context.upstream('sales').get('/imports', { query: { first, after }, answer: ImportJobPage })
}

export function postPreview(
  context: GraphContext,
  id: string,
  mapping: ImportMappingInput,
): Promise<ImportJob> {
  const options = { answer: ImportJobShape, timeoutMs: PREVIEW_TIMEOUT_MS }
  return context.upstream('sales').post(`${pathOf(id)}/preview`, { mapping }, options)
}

export function postStart(
  context: GraphContext,
  id: string,
  mapping: ImportMappingInput,
): Promise<ImportJob> {
  return context.upstream('sales').post(`${pathOf(id)}/start`, { mapping }, { answer: ImportJobShape })
}

export function postCancel(context: GraphContext, id: string): Promise<ImportJob> {
  return context.upstream('sales').post(`${pathOf(id)}/cancel`, {}, { answer: ImportJobShape })
}

function pathOf(id: string): string {
  return `/imports/${encodeURIComponent(id)}`
}
