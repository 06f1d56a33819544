import type { GraphContext } from '@portico/bff-framework'
import type { QuerySampleArgs } from '../../schema.generated.ts'
import { sampleById } from './samples.loader.ts'

export const resolvers = {
  Query: {
    sample: (_: unknown, { id }: QuerySampleArgs, context: GraphContext) => sampleById.load(context, id),
  },
}
