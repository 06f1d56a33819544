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
  importJob: (_: unknown, { id }: QueryImportJobArgs, context: GraphContext) => findImport(context, id),
  importJobs: async (_: unknown, args: QueryImportJobsArgs, context: GraphContext) =>
    toConnection(await fetchImportPage(context, args), args.after),
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
