import { defineModule } from '@portico/bff-framework'
import { resolvers } from './second-factor.resolver.ts'

export const secondFactor = defineModule({
  name: 'second-factor',
  typeDefs: new URL('./second-factor.graphql', import.meta.url),
  resolvers,
})
