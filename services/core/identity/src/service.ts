import { defineService } from '@portico/service-kit'
import { identityRoutes } from './identity.routes.ts'

/** Tenants, their users, and who may log in. */
export const service = defineService({
  name: 'identity',
  port: 7001,
  migrations: new URL('../migrations/', import.meta.url),
  routes: identityRoutes,
})
