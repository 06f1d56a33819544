import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { changeSettings, getSettings } from './settings.ts'

const { routes } = releaseContract

export function addSettingsRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const prepareCount = tenantCounter(service)
  app.route({
    ...routes.getSettings,
    config: OPEN_TO_TOKENS,
    handler: () => database.transaction({}, getSettings),
  })
  app.route({
    ...routes.changeSettings,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const { reason, ...wanted } = request.body
      const by = causeOf(actor, reason, await prepareCount())
      return database.transaction({}, tx => changeSettings(tx, wanted, by))
    },
  })
}
