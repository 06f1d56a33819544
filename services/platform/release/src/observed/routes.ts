import { releaseContract } from '@portico/release-contract'
import { problems, type ServiceApp, type ServiceContext, type Transaction } from '@portico/service-kit'
import { type AuthorizedCall, requireScope } from '../access/actor.ts'
import { readItems } from '../http/page.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { readableFor } from '../stacks/readable.ts'
import { namesOf } from '../store/overlay.ts'
import { getRelease } from '../store/release.ts'
import { findSnapshot, listSnapshots, noteSnapshots, toSnapshot } from '../store/snapshots.ts'
import { findDecision, noteDecisions } from './decisions.ts'
import { findIncident, listIncidents, noteIncident } from './incidents.ts'
import { noteMeasurements } from './measurements.ts'
import { listTenants, toTenant } from './tenants.ts'

const { routes } = releaseContract

/** A gateway that could not reach us for a while sends what it has at once. */
const BODY_LIMIT = 8 * 1024 * 1024

/** What the gateways saw. They report it in bundles; people ask for it. */
export function addObservedRoutes(app: ServiceApp, service: ServiceContext) {
  addReports(app, service)
  addIncidents(app, service)
  addSnapshotReads(app, service)
  addDecisionReads(app, service)
}

function addReports(app: ServiceApp, service: ServiceContext) {
  const note = async (request: AuthorizedCall, write: (tx: Transaction) => Promise<void>) => {
    await requirePlatform(request, service)
    await service.database.transaction({}, write)
  }
  const options = { config: OPEN_TO_TOKENS, bodyLimit: BODY_LIMIT }
  app.route({
    ...routes.noteSnapshots,
    ...options,
    handler: async (request, reply) => {
      await note(request, tx => noteSnapshots(tx, request.body))
      return reply.code(204).send(null)
    },
  })
  app.route({
    ...routes.noteDecisions,
    ...options,
    handler: async (request, reply) => {
      await note(request, tx => noteDecisions(tx, request.body.items))
      return reply.code(204).send(null)
    },
  })
  app.route({
    ...routes.noteMeasurements,
    ...options,
    handler: async (request, reply) => {
      await note(request, tx => noteMeasurements(tx, request.body.items))
      return reply.code(204).send(null)
    },
  })
}

function addIncidents(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.noteIncident,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requirePlatform(request, service)
      return database.transaction({}, tx => noteIncident(tx, request.body))
    },
  })
  app.route({
    ...routes.listIncidents,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const { query } = request
      const of = { releaseId: query.release ?? null, app: query.app ?? null }
      return database.transaction({}, tx =>
        readItems(query, {
          keyLength: 1,
          rows: (limit, after) => listIncidents(tx, of, limit, after?.[0] ?? null),
          keyOf: ({ id }) => [id],
          toItem: incident => incident,
        }),
      )
    },
  })
  app.route({
    ...routes.getIncident,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await requireRead(request, service)
      const { id } = request.params
      const found = await database.transaction({}, tx => findIncident(tx, id))
      if (!found) throw problems.NOT_FOUND(`No incident ${id}.`)
      return { ...found.incident, stack: readableFor(actor, found) }
    },
  })
}

function addSnapshotReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.listSnapshots,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      return database.transaction({}, tx =>
        readItems(request.query, {
          keyLength: 2,
          rows: (limit, after) => listSnapshots(tx, limit, after),
          keyOf: ({ position, id }) => [position, id],
          toItem: toSnapshot,
        }),
      )
    },
  })
  app.route({
    ...routes.getSnapshot,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const { id } = request.params
      const snapshot = await database.transaction({}, tx => findSnapshot(tx, id))
      if (!snapshot) throw problems.NOT_FOUND(`No snapshot ${id} was served.`)
      return snapshot
    },
  })
}

function addDecisionReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.getDecision,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const { requestId } = request.params
      const record = await database.transaction({}, tx => findDecision(tx, requestId))
      if (!record) throw problems.NOT_FOUND(`Nothing is known of the request ${requestId}.`)
      return record
    },
  })
  app.route({
    ...routes.listReleaseTenants,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await requireRead(request, service)
      const { id } = request.params
      return database.transaction({}, async tx => {
        const { overlay } = await getRelease(tx, id)
        requireScope(actor, 'read', namesOf(overlay))
        return readItems(request.query, {
          keyLength: 2,
          rows: (limit, after) => listTenants(tx, id, limit, after),
          keyOf: ({ position, tenant_id }) => [position, tenant_id],
          toItem: toTenant,
        })
      })
    },
  })
}
