import { defineModule } from '@portico/bff-framework'
import { resolvers } from './samples.resolver.ts'

export const samples = defineModule({
  name: 'samples',
  typeDefs: new URL('./samples.graphql', import.meta.url),
  resolvers,
})
