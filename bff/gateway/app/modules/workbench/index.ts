import { defineModule } from '@portico/bff-framework'
import { resolvers } from './workbench.resolver.ts'

export const workbench = defineModule({
  name: 'workbench',
  typeDefs: new URL('./workbench.graphql', import.meta.url),
  resolvers,
})
