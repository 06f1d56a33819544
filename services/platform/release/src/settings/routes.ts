import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { ApprovalRequestSchema } from '../schemas/approval-request.ts'
import { Reason } from '../schemas/release.ts'
import { changeSettings, getSettings } from './settings.ts'

const SettingsBody = Type.Object({ isFourEyes: Type.Boolean(), reason: Type.Optional(Reason) })
const Settings = Type.Object({
  isFourEyes: Type.Boolean(),
  turningOff: Type.Optional(ApprovalRequestSchema),
})

export function addSettingsRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const prepareCount = tenantCounter(service)
  const response = { 200: Settings }
  app.get('/settings', { config: OPEN_TO_TOKENS, schema: { response } }, () =>
    database.transaction({}, getSettings),
  )
  app.put(
    '/settings',
    { config: OPEN_TO_TOKENS, schema: { body: SettingsBody, response } },
    async request => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const { reason, ...wanted } = request.body
      const by = causeOf(actor, reason, await prepareCount())
      return database.transaction({}, tx => changeSettings(tx, wanted, by))
    },
  )
}
