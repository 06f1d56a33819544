import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireIntervening } from '../access/actor.ts'
import { readItems } from '../http/page.ts'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { listInterventions } from '../store/interventions.ts'
import { createIntervention, stopIntervention } from './change-interventions.ts'
import { Merchants } from './merchants.ts'

const { routes } = releaseContract

/** What operators do to the traffic at run time, for a limited time: gateways get it with the feed. */
export function addInterventionRoutes(app: ServiceApp, service: ServiceContext) {
  addListing(app, service)
  addChanges(app, service)
}

function addListing(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.listInterventions,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const { query } = request
      return service.database.transaction({}, tx =>
        readItems(query, {
          keyLength: 1,
          rows: (limit, after) => listInterventions(tx, query, { limit, before: after?.[0] ?? null }),
          keyOf: ({ id }) => [id],
          toItem: intervention => intervention,
        }),
      )
    },
  })
}

function addChanges(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const merchants = new Merchants(service)
  app.route({
    ...routes.createIntervention,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireIntervening(actor)
      const { body, caller } = request
      const effect = await merchants.named(body.effect, caller.tenantId)
      const wanted = { ...body, effect }
      const made = await database.transaction({}, tx => createIntervention(tx, wanted, actor.name))
      return reply.code(201).send(made)
    },
  })

  app.route({
    ...routes.endIntervention,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireIntervening(actor)
      const by = { actor: actor.name, reason: request.body.reason ?? null }
      return database.transaction({}, tx => stopIntervention(tx, request.params.id, by))
    },
  })
}
