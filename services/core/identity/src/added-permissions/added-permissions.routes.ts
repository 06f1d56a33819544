import { identityContract } from '@portico/identity-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { OWNING_TENANT, replaceAdded } from './added-permissions.store.ts'

/** Who knows which apps tenants are shown. */
const RELEASE = 'service:release'

export function addAddedPermissionsRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...identityContract.routes.putAddedPermissions,
    config: { isTenantFree: true },
    handler: async ({ caller: { actor }, body }, reply) => {
      if (actor !== RELEASE && actor !== 'system')
        throw problems.PLATFORM_ONLY('Only the release service says what apps add.')
      await database.tenant(OWNING_TENANT, tx => replaceAdded(tx, body))
      return reply.code(204).send(null)
    },
  })
}
