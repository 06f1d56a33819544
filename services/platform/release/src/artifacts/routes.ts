import { Readable } from 'node:stream'
import {
  ItemsOf,
  Nullable,
  type ServiceApp,
  type ServiceContext,
  type UploadSlots,
} from '@portico/service-kit'
import Type from 'typebox'
import { actorOf, requireEverything, requireScope, senderOf } from '../access/actor.ts'
import { listOverlaid } from '../baseline/overlaid.ts'
import { PageSchema, readItems } from '../http/page.ts'
import { ArtifactHome } from './artifact-home.ts'
import { getContent, listArtifacts, toArtifact, toDetails } from './artifact-table.ts'
import { wasReleased } from './audience.ts'
import { readChanges } from './changes.ts'
import { DailyGc } from './daily-gc.ts'
import { registerLocal } from './local.ts'
import { Publisher } from './publish.ts'
import { Removals } from './removals.ts'
import { collectGarbage, removeArtifact } from './remove.ts'
import {
  ArtifactChangesSchema,
  ArtifactDetailsSchema,
  ArtifactParams,
  ArtifactQuery,
  ArtifactSchema,
  AudienceSchema,
  ChangesQuery,
  CollectBody,
  CollectedSchema,
  LocalBody,
} from './schemas.ts'
import { discardRest } from './upload/discard-rest.ts'
import { archiveTooLarge, MAX_PACKED_BYTES } from './upload/gunzip.ts'

const CONFIG = { isTenantFree: true, allowsToken: true }
const UPLOAD_TIMEOUT_MS = 10 * 60_000
/** Reads and hashes every file of the product; in a remote store it puts them too. */
const LOCAL_TIMEOUT_MS = 5 * 60_000

export function addArtifactRoutes(app: ServiceApp, service: ServiceContext, slots: UploadSlots) {
  const home = new ArtifactHome(service.env)
  const removals = new Removals(service, home)
  addReads(app, service)
  addRemovals(app, service, removals)
  addLocal(app, service, home)
  addOverlaid(app, service)
  app.register(async scope => addUpload(scope as ServiceApp, { service, home, slots }))
  const gc = new DailyGc(service, home, removals)
  app.addHook('onReady', async () => gc.start())
  app.addHook('onClose', async () => {
    await gc.stop()
    await removals.stop()
  })
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  const list = { querystring: ArtifactQuery, response: { 200: PageSchema(ArtifactSchema) } }
  app.get('/artifacts', { config: CONFIG, schema: list }, ({ query }) =>
    database.transaction({}, tx =>
      readItems(query, {
        keyLength: 1,
        rows: (limit, after) => listArtifacts(tx, query, { limit, before: after?.[0] ?? null }),
        keyOf: ({ id }) => [id],
        toItem: toArtifact,
      }),
    ),
  )
  const one = { params: ArtifactParams, response: { 200: ArtifactDetailsSchema } }
  app.get('/artifacts/:name/:version', { config: CONFIG, schema: one }, ({ params }) =>
    database.transaction({}, async tx => toDetails(await getContent(tx, params))),
  )
  const audience = { params: ArtifactParams, response: { 200: AudienceSchema } }
  app.get('/artifacts/:name/:version/audience', { config: CONFIG, schema: audience }, ({ params }) =>
    database.transaction({}, async tx => ({ isReleased: await wasReleased(tx, params) })),
  )
  const changes = {
    params: ArtifactParams,
    querystring: ChangesQuery,
    response: { 200: ArtifactChangesSchema },
  }
  app.get('/artifacts/:name/:version/changes', { config: CONFIG, schema: changes }, ({ params, query }) =>
    database.transaction({}, tx => readChanges(tx, params.name, { from: query.from, to: params.version })),
  )
}

function addRemovals(app: ServiceApp, service: ServiceContext, removals: Removals) {
  const { database } = service
  const remove = { params: ArtifactParams, response: { 204: Type.Null() } }
  app.delete('/artifacts/:name/:version', { config: CONFIG, schema: remove }, async (request, reply) => {
    const { params } = request
    const actor = await actorOf(request, service)
    requireScope(actor, 'publish', [params.name])
    await database.transaction({}, tx => removeArtifact(tx, actor, params))
    // The others are tried again by the way, where the store does its work.
    if (await removals.finish(params)) void removals.finishAll()
    return reply.code(204).send(null)
  })

  const collect = { body: CollectBody, response: { 200: CollectedSchema } }
  app.post('/gc', { config: CONFIG, schema: collect }, async request => {
    const actor = await actorOf(request, service)
    requireEverything(actor, 'publish')
    const collection = await database.transaction({}, tx => collectGarbage(tx, actor, request.body))
    if (!request.body.isDryRun) await removals.finishAll()
    return collection
  })
}

function addLocal(app: ServiceApp, service: ServiceContext, home: ArtifactHome) {
  const local = { body: LocalBody, response: { 204: Type.Null() } }
  const options = { config: CONFIG, handlerTimeout: LOCAL_TIMEOUT_MS, schema: local }
  app.put('/local', options, async (request, reply) => {
    const actor = await actorOf(request, service)
    requireEverything(actor, 'publish')
    await registerLocal(service.database, home, actor, request.body)
    return reply.code(204).send(null)
  })
}

function addOverlaid(app: ServiceApp, service: ServiceContext) {
  const Overlaid = Type.Object({
    name: Type.String(),
    version: Type.String(),
    built: Type.String(),
    releaseId: Nullable(Type.String()),
  })
  const schema = { body: LocalBody, response: { 200: ItemsOf(Overlaid) } }
  app.post('/local/overlaid', { config: CONFIG, schema }, async request => {
    requireEverything(await actorOf(request, service), 'publish')
    return { items: await service.database.transaction({}, tx => listOverlaid(tx, request.body)) }
  })
}

interface UploadParts {
  service: ServiceContext
  home: ArtifactHome
  slots: UploadSlots
}

/** The body is not parsed but passed on as the stream it is; in a scope of its own, where gzip means that. */
function addUpload(app: ServiceApp, { service, home, slots }: UploadParts) {
  const publisher = new Publisher(service.database, home)
  const types = ['application/gzip', 'application/x-gzip', 'application/octet-stream']
  // Anything else would be read whole and parsed before the sender is known.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(types, (_request, payload, done) => done(null, payload))
  app.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete) return
    await discardRest(raw)
    // What it still sends would be taken for the next request.
    if (!raw.complete) reply.header('connection', 'close')
  })
  // The limit is kept while streaming, for a sender may not say how much is coming.
  const limits = { bodyLimit: Number.MAX_SAFE_INTEGER, handlerTimeout: UPLOAD_TIMEOUT_MS }
  const body = {
    content: { 'application/gzip': { schema: Type.Unknown({ description: 'A .tgz of the built folder.' }) } },
  }
  const schema = { body, response: { 200: ArtifactSchema, 201: ArtifactSchema } }
  app.post(
    '/artifacts',
    { config: { ...CONFIG, streamsBody: true }, ...limits, schema },
    async (request, reply) => {
      const actor = await actorOf(request, service)
      requireScope(actor, 'publish', [])
      if (Number(request.headers['content-length'] ?? 0) > MAX_PACKED_BYTES) throw archiveTooLarge('packed')
      const upload = request.body instanceof Readable ? request.body : Readable.from([])
      const { artifact, isNew } = await slots.hold(senderOf(actor), () => publisher.publish(actor, upload))
      return reply.code(isNew ? 201 : 200).send(artifact)
    },
  )
}
