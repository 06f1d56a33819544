import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireEverything } from '../access/actor.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { checkGraph, putGraph } from './graphs.ts'

const { routes } = releaseContract

const MAX_SDL_BYTES = 4 * 1024 * 1024

/** Gateways say what they serve; a pipeline asks beforehand whether they may. A graph is of all apps, not of one team's. */
export function addGraphRoutes(app: ServiceApp, service: ServiceContext) {
  const options = { config: { isTenantFree: true, allowsToken: true }, bodyLimit: MAX_SDL_BYTES }
  app.route({
    ...routes.putGraph,
    ...options,
    handler: async (request, reply) => {
      await requirePlatform(request, service)
      const { params, body } = request
      await service.database.transaction({}, tx => putGraph(tx, params.name, body.sdl))
      return reply.code(204).send(null)
    },
  })
  app.route({
    ...routes.checkGraph,
    ...options,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      requireEverything(await actorOf(request, service), 'read')
      await service.database.transaction({}, tx => checkGraph(tx, request.body.sdl))
      return reply.code(204).send(null)
    },
  })
}
