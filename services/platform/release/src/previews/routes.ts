import { releaseContract } from '@portico/release-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { actorOf } from '../access/actor.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { FOR_TENANTS, PLATFORM_ONLY } from '../http/route-config.ts'
import { choosePreview, listPreviews } from './previews.ts'

const { routes } = releaseContract

/** Of the caller's tenant only: there is no way to name another one. */
export function addPreviewRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.listPreviews,
    config: FOR_TENANTS,
    handler: async ({ caller }) => {
      const tenantId = requireTenant(caller)
      return { items: await database.transaction({}, tx => listPreviews(tx, tenantId)) }
    },
  })

  app.route({
    ...routes.choosePreview,
    config: PLATFORM_ONLY,
    handler: async request => {
      const { params, body, caller } = request
      await requirePlatform(request, service)
      const tenantId = requireTenant(caller)
      const by = { actor: (await actorOf(request, service)).name, reason: body.reason ?? null }
      const chosen = { tenantId, releaseId: params.id, choice: body.choice }
      return database.transaction({}, tx => choosePreview(tx, chosen, by))
    },
  })
}

function requireTenant({ tenantId }: { tenantId: string }): string {
  if (!tenantId) throw problems.TENANT_REQUIRED('Send the tenant as baggage: portico.tenant=<id>.')
  return tenantId
}
