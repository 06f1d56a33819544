import { defineModule } from '@portico/bff-framework'
import { resolvers } from './inventory.resolver.ts'

export const inventory = defineModule({
  name: 'inventory',
  typeDefs: new URL('./inventory.graphql', import.meta.url),
  resolvers,
})
