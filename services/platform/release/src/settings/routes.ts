import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { openToTokens } from '../http/route-config.ts'
import { Reason } from '../releases/schemas.ts'
import { changeSettings, getSettings } from './settings.ts'

const Settings = Type.Object({ isFourEyes: Type.Boolean() })
const SettingsBody = Type.Object({ ...Settings.properties, reason: Type.Optional(Reason) })

export function addSettingsRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const response = { 200: Settings }
  app.get('/settings', { config: openToTokens, schema: { response } }, () =>
    database.transaction({}, getSettings),
  )
  app.put('/settings', { config: openToTokens, schema: { body: SettingsBody, response } }, async request => {
    const actor = await actorOf(request, service)
    requireAdministrator(actor)
    const { reason = null, ...wanted } = request.body
    return database.transaction({}, tx => changeSettings(tx, wanted, { actor: actor.name, reason }))
  })
}
