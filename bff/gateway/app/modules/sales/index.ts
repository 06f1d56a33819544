import { defineModule } from '@portico/bff-framework'
import { importOperations } from '@portico/cli/operations'
import { exportRoutes } from './export.routes.ts'
import { routes } from './import.routes.ts'
import { resolvers } from './sales.resolver.ts'

export const sales = defineModule({
  name: 'sales',
  typeDefs: new URL('./sales.graphql', import.meta.url),
  resolvers,
  // Orders reserve stock; an import makes products and customers.
  effects: { sales: ['inventory', 'product', 'party'] },
  operations: importOperations,
  routes: [...routes, ...exportRoutes],
})
