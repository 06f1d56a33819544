import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationPreviewImportArgs,
  MutationStartImportArgs,
  QueryImportJobsArgs,
} from '../../schema.generated.ts'
import { type ImportJob, ImportJobPage, ImportJobShape } from './import.shapes.ts'

/** Reads the whole file: 50 MB take 8 to 17 s here. As long as its `@deadline`; the page waits a minute. */
const READ_TIMEOUT_MS = 55_000

export function findImport(context: GraphContext, id: string): Promise<ImportJob | null> {
  return context.upstream('sales').find(pathOf(id), { answer: ImportJobShape })
}

export function fetchImportPage(context: GraphContext, { first, after }: QueryImportJobsArgs) {
  return context.upstream('sales').get('/imports', { query: { first, after }, answer: ImportJobPage })
}

export function postPreview(
  context: GraphContext,
  { id, ...settings }: MutationPreviewImportArgs,
): Promise<ImportJob> {
  const options = { answer: ImportJobShape, timeoutMs: READ_TIMEOUT_MS }
  return context.upstream('sales').post(`${pathOf(id)}/preview`, settings, options)
}

/** Reads the file too, where the last preview was made with other settings. */
export function postStart(
  context: GraphContext,
  { id, ...settings }: MutationStartImportArgs,
): Promise<ImportJob> {
  const options = { answer: ImportJobShape, timeoutMs: READ_TIMEOUT_MS }
  return context.upstream('sales').post(`${pathOf(id)}/start`, settings, options)
}

/** Reads the file anew. */
export function postForget(context: GraphContext, id: string): Promise<ImportJob> {
  const options = { answer: ImportJobShape, timeoutMs: READ_TIMEOUT_MS }
  return context.upstream('sales').post(`${pathOf(id)}/forget`, {}, options)
}

export function postCancel(context: GraphContext, id: string): Promise<ImportJob> {
  return context.upstream('sales').post(`${pathOf(id)}/cancel`, {}, { answer: ImportJobShape })
}

function pathOf(id: string): string {
  return `/imports/${encodeURIComponent(id)}`
}
