import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireEverything } from '../access/actor.ts'
import { audit } from '../audit/audit.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { putTenantCell, readTenantCell } from '../store/tenant-cells.ts'

const { routes } = releaseContract

/** Which cell each tenant is in; the mover asks before it begins, and says so at the end. */
export function addCellRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.getTenantCell,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      requireEverything(await actorOf(request, service), 'administer')
      return database.transaction({}, tx => readTenantCell(tx, request.params.tenantId))
    },
  })

  app.route({
    ...routes.putTenantCell,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireEverything(actor, 'administer')
      const wanted = { ...request.params, ...request.body }
      await database.transaction({}, async tx => {
        if (!(await putTenantCell(tx, wanted))) return
        const { tenantId, ...change } = wanted
        await audit(tx, {
          actor: actor.name,
          action: 'tenant.move',
          subject: `tenant:${tenantId}`,
          change,
        })
      })
      return wanted
    },
  })
}
