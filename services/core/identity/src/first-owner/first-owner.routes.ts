import { identityContract } from '@portico/identity-contract'
import { requireSystem, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { assertOwnOrNew } from '../tenants/tenant.routes.ts'
import { openFirstOwner } from './first-owner.ts'
import { takePublicPassword } from './public-password.ts'

const { routes } = identityContract

/** Of the person who installs the platform or makes a company: no user of that company is there yet to ask. */
export function addFirstOwnerRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.openFirstOwner,
    config: { isTenantFree: true },
    handler: async request => {
      requireSystem(request)
      const { id } = request.params
      assertOwnOrNew(request.caller, id)
      const { publicPassword: password, ...wanted } = request.body
      if (password !== undefined) await takePublicPassword(database, id, { ...wanted, password })
      return openFirstOwner(database, id, wanted)
    },
  })
}
