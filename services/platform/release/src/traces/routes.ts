import { releaseContract } from '@portico/release-contract'
import { problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { readItems } from '../http/page.ts'
import { requireOperator, requireSource } from '../http/platform-figures.ts'
import { PLATFORM_ONLY } from '../http/route-config.ts'
import { findTrace, listTraces, toSummary } from './find.ts'
import { noteTraces } from './note.ts'
import { sumTraffic } from './traffic.ts'

const { routes } = releaseContract

/** Fifty parts of 500 spans at the most, most of which are short. */
const BODY_LIMIT = 16 * 1024 * 1024

/** What processes recorded of requests: they send it in bundles, operators look at it. No token opens it. */
export function addTraceRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.noteTraces,
    config: { ...PLATFORM_ONLY, isUntraced: true },
    bodyLimit: BODY_LIMIT,
    handler: async request => {
      const { parts } = request.body
      await requireSource(
        request,
        service,
        parts.map(part => part.service),
      )
      return { late: await noteTraces(database, parts) }
    },
  })
  app.route({
    ...routes.listTraces,
    config: PLATFORM_ONLY,
    handler: async request => {
      await requireOperator(request, service)
      const { query } = request
      return database.transaction({}, tx =>
        readItems(query, {
          keyLength: 2,
          rows: (limit, after) => listTraces(tx, query, limit, after),
          keyOf: ({ position, trace_id }) => [position, trace_id],
          toItem: toSummary,
        }),
      )
    },
  })
  app.route({
    ...routes.getTrafficSummary,
    config: PLATFORM_ONLY,
    handler: async request => {
      await requireOperator(request, service)
      return database.transaction({}, tx => sumTraffic(tx, request.query))
    },
  })
  app.route({
    ...routes.getTrace,
    config: PLATFORM_ONLY,
    handler: async request => {
      await requireOperator(request, service)
      const { id } = request.params
      const trace = await database.transaction({}, tx => findTrace(tx, id))
      if (!trace) throw problems.NOT_FOUND(`Nothing was kept of the trace ${id}, or more than an hour ago.`)
      return trace
    },
  })
}
