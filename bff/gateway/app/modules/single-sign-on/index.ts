import { defineModule } from '@portico/bff-framework'
import { resolvers } from './single-sign-on.resolver.ts'

export const singleSignOn = defineModule({
  name: 'single-sign-on',
  typeDefs: new URL('./single-sign-on.graphql', import.meta.url),
  resolvers,
})
