import { defineService, SERVICE_PORTS, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { addAccountRoutes } from './account/account.routes.ts'
import { addAddedPermissionsRoutes } from './added-permissions/added-permissions.routes.ts'
import { addRoleRoutes } from './administration/role.routes.ts'
import { addUserRoutes } from './administration/user.routes.ts'
import { addAuditRoutes } from './audit/audit.routes.ts'
import { addDirectoryRoutes } from './directory/directory.routes.ts'
import { identityEnds } from './ends.ts'
import { addExportRoutes } from './exports/export.routes.ts'
import { addFirstOwnerRoutes } from './first-owner/first-owner.routes.ts'
import { addLinkRoutes } from './links/link.routes.ts'
import { addLoginRoutes } from './login/login.routes.ts'
import { LoginQueue } from './passwords/login-queue.ts'
import { issuerHostsOf } from './providers/issuer-hosts.ts'
import { addSecondFactorRoutes } from './second-factor/second-factor.routes.ts'
import { SecondFactors } from './second-factor/second-factors.ts'
import { addAccessFeed } from './sessions/access-feed.ts'
import { addGatewaySessionRoutes, addUserSessionRoutes } from './sessions/session.routes.ts'
import { addSsoRoutes } from './sso/sso.routes.ts'
import { addTenantRoutes } from './tenants/tenant.routes.ts'
import { openVault } from './vault/vault.ts'

/** Tenants, their users, and who may log in. */
export const service = defineService({
  name: 'identity',
  port: SERVICE_PORTS.identity,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  clearings: ({ env }) => identityEnds(env),
  routes,
})

function routes(app: ServiceApp, context: ServiceContext) {
  // One queue for all that hashes passwords: together they must not fill the process.
  const hashing = new LoginQueue()
  const vault = openVault(context)
  const factors = new SecondFactors(context.database, vault)
  addSsoRoutes(app, context, { vault, hosts: issuerHostsOf(context.env) })
  addLoginRoutes(app, context, { factors, hashing })
  addSecondFactorRoutes(app, context, { factors, hashing })
  addLinkRoutes(app, context, hashing)
  addAccountRoutes(app, context, hashing)
  addDirectoryRoutes(app, context)
  addTenantRoutes(app, context)
  addFirstOwnerRoutes(app, context)
  addUserRoutes(app, context)
  addUserSessionRoutes(app, context)
  addGatewaySessionRoutes(app, context)
  addAccessFeed(app, context)
  addRoleRoutes(app, context)
  addAddedPermissionsRoutes(app, context)
  addAuditRoutes(app, context)
  addExportRoutes(app, context)
}
