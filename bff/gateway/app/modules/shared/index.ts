import { defineModule } from '@portico/bff-framework'
import { resolvers } from './shared.resolver.ts'

/** What every module builds on: scalars, Money, Node, pages. */
export const shared = defineModule({
  name: 'shared',
  typeDefs: new URL('./shared.graphql', import.meta.url),
  resolvers,
})
