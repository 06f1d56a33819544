import { defineModule } from '@portico/bff-framework'
import { exportRoutes } from './export.routes.ts'
import { resolvers } from './inventory.resolver.ts'
import { routes } from './upload.routes.ts'

export const inventory = defineModule({
  name: 'inventory',
  typeDefs: new URL('./inventory.graphql', import.meta.url),
  resolvers,
  routes: [...routes, ...exportRoutes],
})
