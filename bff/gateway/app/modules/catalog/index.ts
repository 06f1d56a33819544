import { defineModule } from '@portico/bff-framework'
import { resolvers } from './catalog.resolver.ts'

export const catalog = defineModule({
  name: 'catalog',
  typeDefs: new URL('./catalog.graphql', import.meta.url),
  resolvers,
})
