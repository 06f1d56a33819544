import {
  Id,
  IdParams,
  ItemsOf,
  Nullable,
  problems,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import { actorOf } from '../access/actor.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { FOR_TENANTS, PLATFORM_ONLY } from '../http/route-config.ts'
import { LocalTextSchema, Reason } from '../schemas/release.ts'
import { choosePreview, listPreviews } from './previews.ts'

const Choice = Nullable(Type.Union([Type.Literal('left'), Type.Literal('joined')]))
const ChoiceBody = Type.Object({ choice: Choice, reason: Type.Optional(Reason) })
const PreviewSchema = Type.Object({
  releaseId: Id,
  title: LocalTextSchema,
  notes: LocalTextSchema,
  isIn: Type.Boolean(),
  choice: Choice,
  isOpenToJoin: Type.Boolean(),
})

/** Of the caller's tenant only: there is no way to name another one. */
export function addPreviewRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const list = { response: { 200: ItemsOf(PreviewSchema) } }
  app.get('/previews', { config: FOR_TENANTS, schema: list }, async ({ caller }) => {
    const tenantId = requireTenant(caller)
    return { items: await database.transaction({}, tx => listPreviews(tx, tenantId)) }
  })

  const choose = { params: IdParams, body: ChoiceBody, response: { 200: PreviewSchema } }
  app.put('/releases/:id/choice', { config: PLATFORM_ONLY, schema: choose }, async request => {
    const { params, body, caller } = request
    await requirePlatform(request, service)
    const tenantId = requireTenant(caller)
    const by = { actor: (await actorOf(request, service)).name, reason: body.reason ?? null }
    const chosen = { tenantId, releaseId: params.id, choice: body.choice }
    return database.transaction({}, tx => choosePreview(tx, chosen, by))
  })
}

function requireTenant({ tenantId }: { tenantId: string }): string {
  if (!tenantId) throw problems.TENANT_REQUIRED('Send the tenant as baggage: portico.tenant=<id>.')
  return tenantId
}
