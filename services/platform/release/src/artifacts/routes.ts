import { releaseContract } from '@portico/release-contract'
import {
  type ServiceApp,
  type ServiceContext,
  serviceReader,
  streamBodies,
  streamedRoute,
  streamOf,
  type UploadSlots,
} from '@portico/service-kit'
import { actorOf, requireEverything, requireScope, senderOf } from '../access/actor.ts'
import { listOverlaid } from '../baseline/overlaid.ts'
import { readItems } from '../http/page.ts'
import { ArtifactHome } from './artifact-home.ts'
import { getContent, listArtifacts, toArtifact, toDetails } from './artifact-table.ts'
import { wasReleased } from './audience.ts'
import { readChanges } from './changes.ts'
import { DailyGc } from './daily-gc.ts'
import { LocalBuilds } from './local.ts'
import { Publisher } from './publish.ts'
import { Removals } from './removals.ts'
import { collectGarbage, removeArtifact } from './remove.ts'
import { discardRest } from './upload/discard-rest.ts'
import { archiveTooLarge, MAX_PACKED_BYTES } from './upload/gunzip.ts'

const { routes } = releaseContract

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
  app.addHook('onReady', async () => service.works && gc.start())
  app.addHook('onClose', async () => {
    await gc.stop()
    await removals.stop()
  })
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listArtifacts,
    config: CONFIG,
    handler: ({ query }) =>
      database.transaction({}, tx =>
        readItems(query, {
          keyLength: 1,
          rows: (limit, after) => listArtifacts(tx, query, { limit, before: after?.[0] ?? null }),
          keyOf: ({ id }) => [id],
          toItem: toArtifact,
        }),
      ),
  })
  app.route({
    ...routes.getArtifact,
    config: CONFIG,
    handler: ({ params }) => database.transaction({}, async tx => toDetails(await getContent(tx, params))),
  })
  app.route({
    ...routes.getArtifactAudience,
    config: CONFIG,
    handler: ({ params }) =>
      database.transaction({}, async tx => ({ isReleased: await wasReleased(tx, params) })),
  })
  app.route({
    ...routes.getArtifactChanges,
    config: CONFIG,
    handler: ({ params, query }) =>
      database.transaction({}, tx => readChanges(tx, params.name, { from: query.from, to: params.version })),
  })
}

function addRemovals(app: ServiceApp, service: ServiceContext, removals: Removals) {
  const { database } = service
  app.route({
    ...routes.removeArtifact,
    config: CONFIG,
    handler: async (request, reply) => {
      const { params } = request
      const actor = await actorOf(request, service)
      requireScope(actor, 'publish', [params.name])
      await database.transaction({}, tx => removeArtifact(tx, actor, params))
      // The others are tried again by the way, where the store does its work.
      if (await removals.finish(params)) void removals.finishAll()
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...routes.collectGarbage,
    config: CONFIG,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireEverything(actor, 'publish')
      const collection = await database.transaction({}, tx => collectGarbage(tx, actor, request.body))
      if (!request.body.isDryRun) await removals.finishAll()
      return collection
    },
  })
}

function addLocal(app: ServiceApp, service: ServiceContext, home: ArtifactHome) {
  const builds = new LocalBuilds(service.database, home)
  app.route({
    ...routes.registerLocal,
    config: CONFIG,
    handlerTimeout: LOCAL_TIMEOUT_MS,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireEverything(actor, 'publish')
      await builds.register(actor, request.body)
      return reply.code(204).send(null)
    },
  })
}

function addOverlaid(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.listOverlaid,
    config: CONFIG,
    handler: async request => {
      requireEverything(await actorOf(request, service), 'publish')
      return { items: await service.database.transaction({}, tx => listOverlaid(tx, request.body)) }
    },
  })
}

interface UploadParts {
  service: ServiceContext
  home: ArtifactHome
  slots: UploadSlots
}

/** In a scope of its own, where gzip is passed on as a stream. */
function addUpload(app: ServiceApp, { service, home, slots }: UploadParts) {
  const publisher = new Publisher(
    service.database,
    home,
    serviceReader(service.env).list('PORTICO_FRAMED_APPS'),
  )
  streamBodies(app, ['application/gzip', 'application/x-gzip', 'application/octet-stream'], discardRest)
  const { config, ...options } = streamedRoute(UPLOAD_TIMEOUT_MS)
  app.route({
    ...routes.publishArtifact,
    ...options,
    config: { ...CONFIG, ...config },
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireScope(actor, 'publish', [])
      if (Number(request.headers['content-length'] ?? 0) > MAX_PACKED_BYTES) throw archiveTooLarge('packed')
      const upload = streamOf(request.body)
      const { artifact, isNew } = await slots.hold(senderOf(actor), () => publisher.publish(actor, upload))
      return reply.code(isNew ? 201 : 200).send(artifact)
    },
  })
}
