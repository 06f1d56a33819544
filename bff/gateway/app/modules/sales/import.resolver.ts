import type { GraphContext } from '@portico/bff-framework'
import type { ImportJob } from '@portico/sales-contract'
import type {
  MutationCancelImportArgs,
  MutationForgetImportChoicesArgs,
  MutationPreviewImportArgs,
  MutationStartImportArgs,
  QueryImportJobArgs,
  QueryImportJobsArgs,
} from '../../schema.generated.ts'
import { toConnection } from '../shared/page.ts'
import {
  fetchImportPage,
  findImport,
  postCancel,
  postForget,
  postPreview,
  postStart,
} from './import.client.ts'
import { rejectedPath } from './import.routes.ts'

export const queries = {
  importJob: async (_: unknown, { id }: QueryImportJobArgs, context: GraphContext) => {
    const job = await findImport(context, id)
    if (job && mayHaveWritten(job)) await context.invalidate(WRITTEN_BY_IMPORTS)
    return job
  },
  importJobs: async (_: unknown, args: QueryImportJobsArgs, context: GraphContext) =>
    toConnection(await fetchImportPage(context, args), args.after),
}

/** Services. */
const WRITTEN_BY_IMPORTS = ['sales', 'product', 'party']
const JUST_FINISHED_MS = 60_000

/** An import writes in the background: who looks at how far it is must find what it has written. */
function mayHaveWritten({ status, finishedAt }: ImportJob): boolean {
  if (status === 'RUNNING') return true
  return finishedAt !== null && Date.now() - Date.parse(finishedAt) < JUST_FINISHED_MS
}

export const mutations = {
  previewImport: (_: unknown, args: MutationPreviewImportArgs, context: GraphContext) =>
    postPreview(context, args),
  startImport: (_: unknown, args: MutationStartImportArgs, context: GraphContext) => postStart(context, args),
  forgetImportChoices: (_: unknown, { id }: MutationForgetImportChoicesArgs, context: GraphContext) =>
    postForget(context, id),
  cancelImport: (_: unknown, { id }: MutationCancelImportArgs, context: GraphContext) =>
    postCancel(context, id),
}

export const ImportJobType = {
  sums: ({ sums = [] }: ImportJob) => sums,
  rejectedUrl: ({ id, rejectedRows }: ImportJob) => (rejectedRows > 0 ? rejectedPath(id) : null),
}
