import type { GraphContext } from '@portico/bff-framework'
import { type ImportJob, salesContract } from '@portico/sales-contract'
import type { BodyOf } from '@portico/service-contract'
import type {
  MutationPreviewImportArgs,
  MutationStartImportArgs,
  QueryImportJobsArgs,
} from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'
import { withKnownFields } from './import-fields.ts'

const sales = contractClient(salesContract)

/** Reads the whole file: 50 MB take 8 to 17 s here. As long as its `@deadline`; the page waits a minute. */
const TIMEOUT_MS = 55_000

export async function findImport(context: GraphContext, id: string): Promise<ImportJob | null> {
  const job = await sales(context).find('getImport', { params: { id } })
  return job && withKnownFields(job)
}

export async function fetchImportPage(context: GraphContext, { first, after }: QueryImportJobsArgs) {
  const page = await sales(context).call('listImports', { query: { first, after } })
  return { ...page, items: page.items.map(withKnownFields) }
}

/** The graph has text where the service has words, such as formats of dates: the service refuses others. */
export function postPreview(
  context: GraphContext,
  { id, ...settings }: MutationPreviewImportArgs,
): Promise<ImportJob> {
  const body = settings as BodyOf<(typeof salesContract)['routes']['previewImport']>
  return sales(context)
    .call('previewImport', { params: { id }, body, timeoutMs: TIMEOUT_MS })
    .then(withKnownFields)
}

/** Reads the file too, where the last preview was made with other settings. */
export function postStart(
  context: GraphContext,
  { id, ...settings }: MutationStartImportArgs,
): Promise<ImportJob> {
  const body = settings as BodyOf<(typeof salesContract)['routes']['startImport']>
  return sales(context)
    .call('startImport', { params: { id }, body, timeoutMs: TIMEOUT_MS })
    .then(withKnownFields)
}

/** Reads the file anew. */
export function postForget(context: GraphContext, id: string): Promise<ImportJob> {
  return sales(context).call('forgetImport', { params: { id }, timeoutMs: TIMEOUT_MS }).then(withKnownFields)
}

export function postCancel(context: GraphContext, id: string): Promise<ImportJob> {
  return sales(context).call('cancelImport', { params: { id } }).then(withKnownFields)
}
