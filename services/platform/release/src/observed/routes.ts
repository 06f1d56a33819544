import {
  Id,
  IdParams,
  PageQuery,
  problems,
  type ServiceApp,
  type ServiceContext,
  type Transaction,
} from '@portico/service-kit'
import Type from 'typebox'
import { type AuthorizedCall, requireScope } from '../access/actor.ts'
import { PageSchema, readItems } from '../http/page.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { PlatformName } from '../schemas/release.ts'
import { readableFor } from '../stacks/readable.ts'
import { namesOf } from '../store/overlay.ts'
import { getRelease } from '../store/release.ts'
import { findSnapshot, listSnapshots, noteSnapshots, toSnapshot } from '../store/snapshots.ts'
import { findDecision, noteDecisions } from './decisions.ts'
import { findIncident, listIncidents, noteIncident } from './incidents.ts'
import { noteMeasurements } from './measurements.ts'
import {
  DecisionSchema,
  DecisionsBody,
  IncidentBody,
  IncidentDetailsSchema,
  IncidentSchema,
  MeasurementsBody,
  RequestId,
  SnapshotParams,
  SnapshotReportBody,
  SnapshotSchema,
  TenantSchema,
} from './schemas.ts'
import { listTenants, toTenant } from './tenants.ts'

/** A gateway that could not reach us for a while sends what it has at once. */
const BODY_LIMIT = 8 * 1024 * 1024
const IncidentQuery = Type.Interface([PageQuery], {
  release: Type.Optional(Id),
  app: Type.Optional(PlatformName),
})

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
  app.post('/snapshots', { ...options, schema: { body: SnapshotReportBody } }, async (request, reply) => {
    await note(request, tx => noteSnapshots(tx, request.body))
    return reply.code(204).send()
  })
  app.post('/decisions', { ...options, schema: { body: DecisionsBody } }, async (request, reply) => {
    await note(request, tx => noteDecisions(tx, request.body.items))
    return reply.code(204).send()
  })
  app.post('/measurements', { ...options, schema: { body: MeasurementsBody } }, async (request, reply) => {
    await note(request, tx => noteMeasurements(tx, request.body.items))
    return reply.code(204).send()
  })
}

function addIncidents(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const report = { body: IncidentBody, response: { 200: IncidentSchema } }
  app.post('/incidents', { config: OPEN_TO_TOKENS, schema: report }, async request => {
    await requirePlatform(request, service)
    return database.transaction({}, tx => noteIncident(tx, request.body))
  })
  const list = { querystring: IncidentQuery, response: { 200: PageSchema(IncidentSchema) } }
  app.get('/incidents', { config: OPEN_TO_TOKENS, schema: list }, async request => {
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
  })
  const one = { params: IdParams, response: { 200: IncidentDetailsSchema } }
  app.get('/incidents/:id', { config: OPEN_TO_TOKENS, schema: one }, async request => {
    const actor = await requireRead(request, service)
    const { id } = request.params
    const found = await database.transaction({}, tx => findIncident(tx, id))
    if (!found) throw problems.NOT_FOUND(`No incident ${id}.`)
    return { ...found.incident, stack: readableFor(actor, found) }
  })
}

function addSnapshotReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const list = { querystring: PageQuery, response: { 200: PageSchema(SnapshotSchema) } }
  app.get('/snapshots', { config: OPEN_TO_TOKENS, schema: list }, async request => {
    await requireRead(request, service)
    return database.transaction({}, tx =>
      readItems(request.query, {
        keyLength: 2,
        rows: (limit, after) => listSnapshots(tx, limit, after),
        keyOf: ({ position, id }) => [position, id],
        toItem: toSnapshot,
      }),
    )
  })
  const one = { params: SnapshotParams, response: { 200: SnapshotSchema } }
  app.get('/snapshots/:id', { config: OPEN_TO_TOKENS, schema: one }, async request => {
    await requireRead(request, service)
    const { id } = request.params
    const snapshot = await database.transaction({}, tx => findSnapshot(tx, id))
    if (!snapshot) throw problems.NOT_FOUND(`No snapshot ${id} was served.`)
    return snapshot
  })
}

function addDecisionReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const one = { params: Type.Object({ requestId: RequestId }), response: { 200: DecisionSchema } }
  app.get('/decisions/:requestId', { config: OPEN_TO_TOKENS, schema: one }, async request => {
    await requireRead(request, service)
    const { requestId } = request.params
    const record = await database.transaction({}, tx => findDecision(tx, requestId))
    if (!record) throw problems.NOT_FOUND(`Nothing is known of the request ${requestId}.`)
    return record
  })
  const tenants = {
    params: IdParams,
    querystring: PageQuery,
    response: { 200: PageSchema(TenantSchema) },
  }
  app.get('/releases/:id/tenants', { config: OPEN_TO_TOKENS, schema: tenants }, async request => {
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
  })
}
