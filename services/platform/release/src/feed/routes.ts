import { releaseContract } from '@portico/release-contract'
import type { RevisionWatch, ServiceApp, ServiceContext } from '@portico/service-kit'
import { requirePlatform } from '../http/require-platform.ts'
import { PLATFORM_ONLY } from '../http/route-config.ts'
import { fetchList } from '../members/fetch.ts'
import { readFeed } from './feed.ts'

const { routes } = releaseContract

const MAX_WAIT_SECONDS = 25

export function addFeedRoutes(app: ServiceApp, service: ServiceContext, watch: RevisionWatch) {
  const { database } = service
  app.route({
    ...routes.readFeed,
    config: PLATFORM_ONLY,
    handler: async (request, reply) => {
      await requirePlatform(request, service)
      const known = readRevision(request.headers['if-none-match'])
      const waitMs = readWaitMs(request.headers.prefer)
      let present = await readFeed(database)
      if (present.revision === known && waitMs > 0) {
        const closed = new AbortController()
        reply.raw.once('close', () => closed.abort())
        await watch.waitBeyond(known, waitMs, closed.signal)
        if (!closed.signal.aborted) present = await readFeed(database)
      }
      reply.header('etag', `"${present.revision}"`)
      return present.revision === known ? reply.code(304).send(null) : present
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

function readRevision(header: string | undefined): number | null {
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(header?.trim() ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

function readWaitMs(prefer: string | undefined): number {
  const seconds = Number(/(?:^|[,;\s])wait=(\d{1,4})\b/.exec(prefer ?? '')?.[1] ?? 0)
  return Math.min(seconds, MAX_WAIT_SECONDS) * 1000
}
