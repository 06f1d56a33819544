import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireScope } from '../access/actor.ts'
import { audit } from './audit.ts'

/** Gateways forget; here is decided who may have them do so, and written down that they did. */
export function addCacheDropRoutes(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...releaseContract.routes.noteCacheDrop,
    config: { isTenantFree: true, allowsToken: true },
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireScope(actor, 'administer', [])
      const { reason, tenant, ...what } = request.body
      const change = {
        actor: actor.name,
        action: 'cache.drop',
        subject: `tenant:${tenant}`,
        reason,
        change: what,
      }
      await service.database.transaction({}, tx => audit(tx, change))
      return reply.code(204).send(null)
    },
  })
}
