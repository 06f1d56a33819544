import { defineModule } from '@portico/bff-framework'
import { resolvers } from './party.resolver.ts'

export const party = defineModule({
  name: 'party',
  typeDefs: new URL('./party.graphql', import.meta.url),
  resolvers,
})
