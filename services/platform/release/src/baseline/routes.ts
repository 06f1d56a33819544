import {
  PageQuery,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { actorOf, requireAdministrator, requireScope } from '../access/actor.ts'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { PageSchema, readItems } from '../http/page.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { BaselineEntrySchema } from '../schemas/baseline.ts'
import { Count, Reason } from '../schemas/release.ts'
import { listBaselines } from '../store/baseline.ts'
import { getWithRequest, returnToBaseline } from './return.ts'
import { setStopped } from './stop.ts'

const response = { 200: BaselineEntrySchema }
const ReturnBody = Type.Object({ revision: Count, reason: Type.Optional(Reason) })
const StopBody = Type.Object({ isStopped: Type.Boolean(), reason: Type.Optional(Reason) })
const StopAnswer = Type.Object({ isStopped: Type.Boolean(), revision: Count })

export function addBaselineRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addWrites(app, service)
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  app.get('/baseline', { config: OPEN_TO_TOKENS, schema: { response } }, () =>
    database.transaction({}, getWithRequest),
  )
  const history = { querystring: PageQuery, response: { 200: PageSchema(BaselineEntrySchema) } }
  app.get('/baseline/history', { config: OPEN_TO_TOKENS, schema: history }, ({ query }) =>
    database.transaction({}, tx =>
      readItems(query, {
        keyLength: 1,
        rows: (limit, after) => listBaselines(tx, limit, after?.[0] ?? null),
        keyOf: ({ revision }) => [String(revision)],
        toItem: entry => entry,
      }),
    ),
  )
}

function addWrites(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const prepareCount = tenantCounter(service)
  app.post(
    '/baseline/return',
    { config: OPEN_TO_TOKENS, schema: { headers: VersionHeaders, body: ReturnBody, response } },
    async request => {
      const { revision: wanted, reason } = request.body
      const seen = requireVersion(request.headers)
      const actor = await actorOf(request, service)
      // Every app may change by it, so a token must reach them all.
      requireScope(actor, 'release', ['*'])
      const by = causeOf(actor, reason, await prepareCount())
      return database.transaction({}, tx => returnToBaseline(tx, { wanted, seen }, by))
    },
  )

  const stop = { body: StopBody, response: { 200: StopAnswer } }
  app.post('/stop', { config: OPEN_TO_TOKENS, schema: stop }, async request => {
    const actor = await actorOf(request, service)
    requireAdministrator(actor)
    const { isStopped, reason = null } = request.body
    const by = { actor: actor.name, reason }
    const revision = await database.transaction({}, tx => setStopped(tx, isStopped, by))
    return { isStopped, revision }
  })
}
