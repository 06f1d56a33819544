import { defineModule } from '@portico/bff-framework'
import { resolvers } from './catalog.resolver.ts'
import { routes } from './export.routes.ts'

export const catalog = defineModule({
  name: 'catalog',
  typeDefs: new URL('./catalog.graphql', import.meta.url),
  resolvers,
  routes,
})
