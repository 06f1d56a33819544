import { defineModule } from '@portico/bff-framework'
import { exportRoutes } from './export.routes.ts'
import { resolvers } from './identity.resolver.ts'

export const identity = defineModule({
  name: 'identity',
  typeDefs: new URL('./identity.graphql', import.meta.url),
  resolvers,
  routes: exportRoutes,
})
