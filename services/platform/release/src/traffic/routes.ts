import { releaseContract } from '@portico/release-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { requireScope } from '../access/actor.ts'
import { requireOperator, requireSource } from '../http/platform-figures.ts'
import { PLATFORM_ONLY } from '../http/route-config.ts'
import { readServiceMap } from './map.ts'
import { noteTraffic } from './note.ts'
import { reportOperations } from './operations.ts'
import { reportService } from './report.ts'
import { findStatement, noteStatements } from './statements.ts'

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
    ...routes.noteStatements,
    config: { ...PLATFORM_ONLY, isUntraced: true },
    bodyLimit: BODY_LIMIT,
    handler: async (request, reply) => {
      await requireSource(request, service, [request.body.service])
      await database.transaction({}, tx => noteStatements(tx, request.body))
      return reply.code(204).send(null)
    },
  })
  app.route({
    ...routes.getStatement,
    config: PLATFORM_ONLY,
    handler: async request => {
      const actor = await requireOperator(request, service)
      requireScope(actor, 'inspect', [])
      const { service: name, fingerprint } = request.params
      const statement = await database.transaction({}, tx => findStatement(tx, name, fingerprint))
      if (!statement)
        throw problems.NOT_FOUND(`No statement ${fingerprint} of ${name} was slow in the last week.`)
      return statement
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
    ...routes.getOperationReport,
    config: PLATFORM_ONLY,
    handler: async request => {
      await requireOperator(request, service)
      return database.transaction({}, tx => reportOperations(tx, request.query))
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
