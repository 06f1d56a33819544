import { releaseContract } from '@portico/release-contract'
import {
  patiently,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  streamBodies,
  streamedRoute,
  streamOf,
  type UploadSlots,
  versionConflict,
} from '@portico/service-kit'
import { actorOf, requireScope, senderOf } from '../access/actor.ts'
import { tenantCounter } from '../four-eyes/count-tenants.ts'
import { tagged } from '../http/answer-change.ts'
import { readItems } from '../http/page.ts'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { changeList, listMembers } from '../store/member-lists.ts'
import { namesOf } from '../store/overlay.ts'
import { getRelease } from '../store/release.ts'
import { idsOfBatches, KnownTenants } from './known-tenants.ts'
import { readTenantLines } from './lines.ts'
import { noteListChange, requireListChange } from './note-change.ts'
import { openUploads, replaceList } from './replace.ts'

const { routes } = releaseContract

const UPLOAD_TIMEOUT_MS = 10 * 60_000
const BATCH = 20_000

export function addMemberRoutes(app: ServiceApp, service: ServiceContext, slots: UploadSlots) {
  addReads(app, service)
  addChange(app, service)
  app.register(async scope => addUpload(scope as ServiceApp, service, slots))
}

function addReads(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.listMembers,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await requireRead(request, service)
      const { id, list } = request.params
      return service.database.transaction({}, async tx => {
        const { overlay } = await getRelease(tx, id)
        requireScope(actor, 'read', namesOf(overlay))
        return readItems(request.query, {
          keyLength: 1,
          rows: (limit, after) => listMembers(tx, id, list, { limit, after: after?.[0] ?? '' }),
          keyOf: ({ tenantId }) => [tenantId],
          toItem: member => member,
        })
      })
    },
  })
}

function addChange(app: ServiceApp, service: ServiceContext) {
  const prepareCount = tenantCounter(service)
  const tenants = new KnownTenants(service)
  app.route({
    ...routes.changeMembers,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const { params, body } = request
      const countTenants = await prepareCount()
      const change = {
        releaseId: params.id,
        list: params.list,
        revision: requireVersion(request.headers),
        actor: await actorOf(request, service),
        reason: body.reason ?? null,
        countTenants,
        action: 'release.members',
      } as const
      const { isForced = false, add = [], remove = [] } = body
      const named = {
        add: await tenants.idsOf(add, isForced),
        // Who is on a list and in no directory must be able to go.
        remove: [...remove, ...(await tenants.idsOf(remove, true))],
      }
      const release = await service.database.transaction({}, async tx => {
        const counts = await changeList(tx, params.id, params.list, named)
        return noteListChange(tx, { ...change, counts })
      })
      return tagged(reply, release)
    },
  })
}

/** In a scope of its own, where text is passed on as a stream. */
function addUpload(app: ServiceApp, service: ServiceContext, slots: UploadSlots) {
  const uploads = openUploads(service.database, error =>
    service.log.warn({ reason: error.message }, 'an idle upload connection ended'),
  )
  app.addHook('onClose', () => uploads.close())
  streamBodies(app, 'text/plain')
  const { config, ...options } = streamedRoute(UPLOAD_TIMEOUT_MS)
  const prepareCount = tenantCounter(service)
  const tenants = new KnownTenants(service)
  app.route({
    ...routes.replaceMembers,
    ...options,
    config: { ...OPEN_TO_TOKENS, ...config },
    handler: async (request, reply) => {
      const { params, query, body } = request
      const countTenants = await prepareCount()
      const revision = requireVersion(request.headers)
      const actor = await actorOf(request, service)
      // Refused before a long body is read; looked at again when it is written.
      const seen = await service.database.transaction({}, tx => getRelease(tx, params.id))
      if (requireListChange(seen, actor).revision !== revision) throw versionConflict(seen.revision)
      const change = {
        releaseId: params.id,
        list: params.list,
        revision,
        actor,
        reason: query.reason ?? null,
        countTenants,
        action: 'release.members.replace',
      } as const
      const release = await slots.hold(senderOf(actor), async () => {
        await service.disk.requireSpace()
        const lines = readTenantLines(patiently(streamOf(body)), BATCH)
        const batches = await idsOfBatches(tenants, lines, query.force === 'true')
        return replaceList(uploads, batches, change)
      })
      return tagged(reply, release)
    },
  })
}
