import { defineService, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { addLoginRoutes } from './login/login.routes.ts'
import { addTenantRoutes } from './tenants/tenant.routes.ts'
import { addUserRoutes } from './users/user.routes.ts'

/** Tenants, their users, and who may log in. */
export const service = defineService({
  name: 'identity',
  port: 7001,
  migrations: new URL('../migrations/', import.meta.url),
  routes,
})

function routes(app: ServiceApp, context: ServiceContext) {
  addLoginRoutes(app, context)
  addTenantRoutes(app, context)
  addUserRoutes(app, context)
}
