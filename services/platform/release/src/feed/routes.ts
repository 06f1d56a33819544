import { Id, type RevisionWatch, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { requirePlatform } from '../http/require-platform.ts'
import { PLATFORM_ONLY } from '../http/route-config.ts'
import { fetchList } from '../members/fetch.ts'
import { ListName } from '../schemas/release.ts'
import { readFeed } from './feed.ts'
import { FeedSchema } from './schemas.ts'

const MAX_WAIT_SECONDS = 25

const FeedHeaders = Type.Object({
  'if-none-match': Type.Optional(Type.String({ description: 'The quoted revision the caller has.' })),
  prefer: Type.Optional(
    Type.String({ description: '`wait=20`: held for so many seconds, 25 at most, until there is another.' }),
  ),
})
const ListParams = Type.Object({ releaseId: Id, list: ListName })
const ListQuery = Type.Object({
  since: Type.Optional(Type.Integer({ minimum: 0, description: 'Revision of the list the caller has.' })),
})

export function addFeedRoutes(app: ServiceApp, service: ServiceContext, watch: RevisionWatch) {
  const { database } = service
  const feed = { headers: FeedHeaders, response: { 200: FeedSchema, 304: Type.Null() } }
  app.get('/feed', { config: PLATFORM_ONLY, schema: feed }, async (request, reply) => {
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
  })

  const bytes = { 'application/octet-stream': { schema: Type.Unsafe<Buffer>(Type.String()) } }
  const list = { params: ListParams, querystring: ListQuery, response: { 200: { content: bytes } } }
  app.get('/feed/lists/:releaseId/:list', { config: PLATFORM_ONLY, schema: list }, async (request, reply) => {
    await requirePlatform(request, service)
    const { releaseId, list } = request.params
    const update = await fetchList(database, releaseId, list, request.query.since ?? 0)
    return reply.type('application/octet-stream').send(Buffer.from(update.buffer))
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
