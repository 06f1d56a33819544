import { Discovery } from '@portico/service-client'
import { expect, test } from 'vitest'
import { EntityCache } from '../src/cache/entity-cache.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import type { GraphRequest } from '../src/graphql/executor.ts'
import { Prewarm } from '../src/graphql/prewarm.ts'
import { RequestContext } from '../src/graphql/request-context.ts'
import { createLog } from '../src/telemetry/log.ts'
import { beginTrace } from '../src/telemetry/trace.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { stableRouting } from '../src/upstream/routing.ts'
import { Upstream } from '../src/upstream/upstream.ts'

const log = createLog(() => {})
const sources = {
  upstream: new Upstream(new Discovery(['things'], {}), log),
  entities: new EntityCache(new MemoryTier()),
  log,
}
const contextOf = (tenantId: string) =>
  new RequestContext(
    {
      session: testSession([], tenantId),
      device: null,
      locale: 'en',
      trace: beginTrace(),
      routing: stableRouting,
    },
    sources,
  )
const requestOf = (query: string): GraphRequest => ({
  ...{ method: 'POST', headers: { accept: '*/*', cookie: 'sid=secret' }, search: '', query },
  ...{ body: { query }, operationName: null, variables: { id: '1' }, isRegistered: true },
})

function prewarm() {
  const ran: {
    query: string
    tenantId: string
    tag: string | undefined
    headers: object
    priority: unknown
  }[] = []
  let [open, most] = [0, 0]
  const made = new Prewarm({
    sources,
    routingOf: async ({ tenant }) =>
      tenant.id === 't3' ? stableRouting : { ...stableRouting, services: { things: 'gray' } },
    async run({ query, headers }, { tenantId, callContext }) {
      open += 1
      most = Math.max(most, open)
      ran.push({
        query,
        tenantId,
        tag: callContext.route.routing.services.things,
        headers,
        priority: callContext.priority,
      })
      await new Promise(resolve => setImmediate(resolve))
      open -= 1
      if (query === 'failing') throw new Error('away')
      return { status: 200, headers: {}, body: '' }
    },
  })
  return { made, ran, most: () => most }
}

test('what was made lately is made again for its tenant where its calls go another way now, two at a time', async () => {
  const { made, ran, most } = prewarm()
  for (const query of ['failing', 'a', 'b', 'c']) made.note(query, requestOf(query), contextOf('t1'))
  made.note('a', requestOf('a'), contextOf('t1'))
  made.note('d', requestOf('d'), contextOf('t2'))
  made.note('e', requestOf('e'), contextOf('t3'))
  await made.run()
  expect(ran.map(({ query }) => query).sort()).toEqual(['a', 'b', 'c', 'd', 'failing'])
  expect(ran.find(({ query }) => query === 'd')).toMatchObject({
    tenantId: 't2',
    tag: 'gray',
    priority: 'background',
  })
  expect(ran[0]?.headers).toEqual({ accept: '*/*' })
  expect(most()).toBe(2)
})

test('a change while it runs makes it run once more, and there are at most 200 answers', async () => {
  const { made, ran } = prewarm()
  for (let at = 0; at < 300; at += 1) made.note(`k${at}`, requestOf(`q${at}`), contextOf('t1'))
  await Promise.all([made.run(), made.run(), made.run()])
  expect(ran).toHaveLength(400)
})
