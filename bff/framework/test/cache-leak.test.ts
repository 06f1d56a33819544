import type { ServerResponse } from 'node:http'
import { Discovery } from '@portico/service-client'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { EntityCache } from '../src/cache/entity-cache.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import { createLoader, indexBy } from '../src/graphql/loader.ts'
import { RequestContext } from '../src/graphql/request-context.ts'
import { createLog } from '../src/telemetry/log.ts'
import { beginTrace } from '../src/telemetry/trace.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { type Routing, stableRouting } from '../src/upstream/routing.ts'
import { Upstream } from '../src/upstream/upstream.ts'
import { FakeInstance, routingOf } from './fake-instance.ts'

interface Thing {
  id: string
  /** The revision that answered, the tenant it answered for, and what was last written there. */
  from: string
  tenant: string
  value: string
}

const log = createLog(() => {})
const things = createLoader<Thing>({
  entity: 'sales.Thing',
  cache: {},
  batch: async (ids, context) => {
    const items = (await context.upstream('sales').query('/batch', { ids })) as Thing[]
    return indexBy(items, ({ id }) => id)
  },
})

/** Both tags share one database. */
let database: Map<string, string>
let instances: FakeInstance[]
let discovery: Discovery
let upstream: Upstream
let entities: EntityCache

beforeAll(async () => {
  instances = await Promise.all([
    FakeInstance.start('stable', '1.4.0'),
    FakeInstance.start('gray', '1.5.0'),
    FakeInstance.start('beta', '2.0.0'),
    FakeInstance.start('alice', '1.5.0'),
  ])
  for (const instance of instances) instance.answer = (call, response) => serve(instance, call, response)
  discovery = new Discovery(['sales'], { sales: instances[0]?.url ?? '' })
  upstream = new Upstream(discovery, log)
})
afterAll(async () => {
  for (const instance of instances) instance.kill()
  await upstream.close()
})
beforeEach(() => {
  database = new Map()
  entities = new EntityCache(new MemoryTier())
  discovery.setInstances(instances.map(({ registration }) => registration))
  for (const { calls } of instances) calls.length = 0
})

function serve(
  instance: FakeInstance,
  { path, headers, body }: FakeInstance['calls'][number],
  response: ServerResponse,
): void {
  const tenant = /portico\.tenant=([^,]*)/.exec(String(headers.baggage))?.[1] ?? 'no-tenant'
  const {
    ids = [],
    id = '',
    value = '',
  } = JSON.parse(body) as { ids?: string[]; id?: string; value?: string }
  if (path === '/write') database.set(`${tenant}/${id}`, value)
  const read = (one: string) => ({ value: database.get(`${tenant}/${one}`) ?? 'first' })
  instance.json(
    response,
    200,
    ids.map(one => ({ id: one, from: instance.revision, tenant, ...read(one) })),
  )
}

interface Who {
  tenant: string
  user: string
  release: 'none' | 'gray' | 'beta'
  lane: 'alice' | null
  id: string
}

/** A lane lies over the release. */
function routingFor({ release, lane }: Who): Routing {
  if (lane !== null) return { ...routingOf(lane), lane }
  return release === 'none' ? stableRouting : routingOf(release, { release })
}

function revisionFor({ release, lane }: Who): string {
  if (lane !== null) return 'alice@1.5.0'
  return { none: 'stable@1.4.0', gray: 'gray@1.5.0', beta: 'beta@2.0.0' }[release]
}

function open(who: Who): RequestContext {
  const session = testSession([], who.tenant)
  const asUser = { ...session, user: { ...session.user, id: who.user } }
  const sources = { upstream, entities, log }
  return new RequestContext(
    { session: asUser, device: null, locale: 'en', trace: beginTrace(), routing: routingFor(who) },
    sources,
  )
}

const whos = fc.record<Who>({
  tenant: fc.constantFrom('t1', 't2', 't11', 't1%2Ct2'),
  user: fc.constantFrom('u1', 'u2', 'u3'),
  release: fc.constantFrom('none', 'gray', 'beta'),
  lane: fc.constantFrom(null, null, 'alice'),
  id: fc.constantFrom('1', '2', '12'),
})

/** In waves, so that some readers meet in flight and some find what others left. */
async function inWaves<T>(all: T[], size: number, http: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += size) await Promise.all(all.slice(at, at + size).map(http))
}

describe('1,000 readers of any tenant, user, release and lane', () => {
  test('get what their own tag says of their own tenant, and share a fetch only with their like', async () => {
    const thousand = fc.array(whos, { minLength: 1000, maxLength: 1000 })
    const property = fc.asyncProperty(thousand, async readers => {
      entities = new EntityCache(new MemoryTier())
      await inWaves(readers, 50, async who => {
        const context = open(who)
        const own = {
          id: who.id,
          from: revisionFor(who),
          tenant: encodeURIComponent(who.tenant),
          value: 'first',
        }
        expect(await things.load(context, who.id)).toEqual(own)
        expect(context.formatRoute()).toBe(`sales=${revisionFor(who)}`)
      })
    })
    await fc.assert(property, { numRuns: 1 })
    const callCount = instances.reduce((sum, { calls }) => sum + calls.length, 0)
    // Four tenants, four revisions, three ids: each fetched once.
    expect(callCount).toBeLessThanOrEqual(4 * 4 * 3)
  })

  test('see every write of their tenant at once, whichever tag it went to', async () => {
    const steps = fc.record({ who: whos, isWrite: fc.boolean() })
    const property = fc.asyncProperty(fc.array(steps, { minLength: 1000, maxLength: 1000 }), async all => {
      database = new Map()
      entities = new EntityCache(new MemoryTier())
      for (const [turn, { who, isWrite }] of all.entries()) {
        const context = open(who)
        if (isWrite) {
          await context.upstream('sales').post('/write', { id: who.id, value: `${turn}` })
          await context.invalidate([`sales.Thing:${who.id}`])
          continue
        }
        const tenant = encodeURIComponent(who.tenant)
        const value = database.get(`${tenant}/${who.id}`) ?? 'first'
        const own = { id: who.id, from: revisionFor(who), tenant, value }
        expect(await things.load(context, who.id)).toEqual(own)
      }
    })
    await fc.assert(property, { numRuns: 1 })
  })
})

describe('a gray tenant without its instance', () => {
  const grayReader: Who = { tenant: 't1', user: 'u1', release: 'gray', lane: null, id: '1' }
  const stableReader: Who = { ...grayReader, release: 'none' }

  test('shares what stable has', async () => {
    discovery.setInstances(instances.filter(({ tag }) => tag === 'stable').map(one => one.registration))
    await things.load(open(stableReader), '1')
    expect(await things.load(open(grayReader), '1')).toMatchObject({ from: 'stable@1.4.0' })
    expect(instances[0]?.calls).toHaveLength(1)
  })

  test('leaves nothing of stable under the name of gray when it dies during a read', async () => {
    const dying = await FakeInstance.start('gray', '1.6.0')
    dying.answer = () => dying.kill()
    discovery.setInstances(
      [...instances.filter(({ tag }) => tag === 'stable'), dying].map(one => one.registration),
    )
    const context = open(grayReader)
    expect(await things.load(context, '1')).toMatchObject({ from: 'stable@1.4.0' })
    expect(context.formatRoute()).toBe('sales=stable@1.4.0(no-gray-instance)')
    const reborn = await FakeInstance.start('gray', '1.6.0')
    reborn.answer = (call, response) => serve(reborn, call, response)
    discovery.setInstances([reborn.registration])
    expect(await things.load(open(grayReader), '1')).toMatchObject({ from: 'gray@1.6.0' })
    reborn.kill()
  })
})
