import { releaseContract } from '@portico/release-contract'
import { requireVersion, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { actorOf, requireAdministrator, requireScope } from '../access/actor.ts'
import { causeOf } from '../access/cause.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { readItems } from '../http/page.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { listBaselines } from '../store/baseline.ts'
import { getWithRequest, returnToBaseline } from './return.ts'
import { setStopped } from './stop.ts'

const { routes } = releaseContract

export function addBaselineRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addWrites(app, service)
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.getBaseline,
    config: OPEN_TO_TOKENS,
    handler: () => database.transaction({}, getWithRequest),
  })
  app.route({
    ...routes.listBaselines,
    config: OPEN_TO_TOKENS,
    handler: ({ query }) =>
      database.transaction({}, tx =>
        readItems(query, {
          keyLength: 1,
          rows: (limit, after) => listBaselines(tx, limit, after?.[0] ?? null),
          keyOf: ({ revision }) => [String(revision)],
          toItem: entry => entry,
        }),
      ),
  })
}

function addWrites(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const prepareCount = tenantCounter(service)
  app.route({
    ...routes.returnToBaseline,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const { revision: wanted, reason } = request.body
      const seen = requireVersion(request.headers)
      const actor = await actorOf(request, service)
      // Every app may change by it, so a token must reach them all.
      requireScope(actor, 'release', ['*'])
      const by = causeOf(actor, reason, await prepareCount())
      return database.transaction({}, tx => returnToBaseline(tx, { wanted, seen }, by))
    },
  })

  app.route({
    ...routes.stop,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const { isStopped, reason = null } = request.body
      const by = { actor: actor.name, reason }
      const revision = await database.transaction({}, tx => setStopped(tx, isStopped, by))
      return { isStopped, revision }
    },
  })
}
