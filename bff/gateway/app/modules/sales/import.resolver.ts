import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationCancelImportArgs,
  MutationPreviewImportArgs,
  MutationStartImportArgs,
  QueryImportJobArgs,
  QueryImportJobsArgs,
} from '../../schema.generated.ts'
import { toConnection } from '../shared/page.ts'
import {
  fetchImportPage,
  findImport,
  type ImportJob,
  postCancel,
  postPreview,
  postStart,
} from './import.client.ts'
import { rejectedPath } from './import.routes.ts'

export const queries = {
  importJob: (_: unknown, { id }: QueryImportJobArgs, context: GraphContext) => findImport(context, id),
  importJobs: async (_: unknown, args: QueryImportJobsArgs, context: GraphContext) =>
    toConnection(await fetchImportPage(context, args), args.after),
}

export const mutations = {
  previewImport: (_: unknown, { id, mapping }: MutationPreviewImportArgs, context: GraphContext) =>
    postPreview(context, id, mapping),
  startImport: (_: unknown, { id, mapping }: MutationStartImportArgs, context: GraphContext) =>
    postStart(context, id, mapping),
  cancelImport: (_: unknown, { id }: MutationCancelImportArgs, context: GraphContext) =>
    postCancel(context, id),
}

export const ImportJobType = {
  rejectedUrl: ({ id, rejectedRows }: ImportJob) => (rejectedRows > 0 ? rejectedPath(id) : null),
}
