import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { requireOperator, requireSource } from '../http/platform-figures.ts'
import { PLATFORM_ONLY } from '../http/route-config.ts'
import { readServiceMap } from './map.ts'
import { noteTraffic } from './note.ts'
import { reportService } from './report.ts'

const { routes } = releaseContract

/** A thousand rows with their histograms. */
const BODY_LIMIT = 4 * 1024 * 1024

/** What processes counted of operations and calls: they send it in bundles, operators look at it. No token opens it. */
export function addTrafficRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.noteTraffic,
    config: { ...PLATFORM_ONLY, isUntraced: true },
    bodyLimit: BODY_LIMIT,
    handler: async (request, reply) => {
      const { calls, operations } = request.body
      // Operations come to gateways alone.
      const sources = calls.map(({ caller }) => caller)
      await requireSource(request, service, operations.length > 0 ? [...sources, 'gateway'] : sources)
      await database.transaction({}, tx => noteTraffic(tx, request.body))
      return reply.code(204).send(null)
    },
  })
  app.route({
    ...routes.getServiceReport,
    config: PLATFORM_ONLY,
    handler: async request => {
      await requireOperator(request, service)
      return database.transaction({}, tx => reportService(tx, request.query))
    },
  })
  app.route({
    ...routes.getServiceMap,
    config: PLATFORM_ONLY,
    handler: async request => {
      await requireOperator(request, service)
      return database.transaction({}, tx => readServiceMap(tx, request.query.minutes))
    },
  })
}
