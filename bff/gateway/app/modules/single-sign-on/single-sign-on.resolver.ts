import type { GraphContext } from '@portico/bff-framework'
import type { MutationSaveSingleSignOnArgs } from '../../schema.generated.ts'
import { deleteSingleSignOn, fetchSingleSignOn, putSingleSignOn } from './single-sign-on.client.ts'

export const resolvers = {
  Query: {
    singleSignOn: (_: unknown, __: unknown, context: GraphContext) => fetchSingleSignOn(context),
  },
  Mutation: {
    saveSingleSignOn: async (
      _: unknown,
      { input, version }: MutationSaveSingleSignOnArgs,
      context: GraphContext,
    ) => {
      await putSingleSignOn(context, input, version ?? 0)
      return fetchSingleSignOn(context)
    },
    removeSingleSignOn: async (_: unknown, __: unknown, context: GraphContext) => {
      await deleteSingleSignOn(context)
      return true
    },
  },
}
