import { releaseContract } from '@portico/release-contract'
import type { RevisionWatch, ServiceApp, ServiceContext } from '@portico/service-kit'
import { holdUntilNewer, knownRevision } from '../http/held-request.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { PLATFORM_ONLY } from '../http/route-config.ts'
import { fetchList } from '../members/fetch.ts'
import { readFeed } from './feed.ts'

const { routes } = releaseContract

export function addFeedRoutes(app: ServiceApp, service: ServiceContext, watch: RevisionWatch) {
  const { database } = service
  app.route({
    ...routes.readFeed,
    config: PLATFORM_ONLY,
    handler: async (request, reply) => {
      await requirePlatform(request, service)
      let present = await readFeed(database)
      if (await holdUntilNewer(watch, request, reply, present.revision)) present = await readFeed(database)
      reply.header('etag', `"${present.revision}"`)
      return present.revision === knownRevision(request.headers) ? reply.code(304).send(null) : present
    },
  })

  app.route({
    ...routes.readList,
    config: PLATFORM_ONLY,
    handler: async (request, reply) => {
      await requirePlatform(request, service)
      const { releaseId, list } = request.params
      const update = await fetchList(database, releaseId, list, request.query.since ?? 0)
      return reply.type('application/octet-stream').send(Buffer.from(update.buffer))
    },
  })
}
