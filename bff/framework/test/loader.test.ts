import { Discovery } from '@portico/service-client'
import { beforeEach, describe, expect, test } from 'vitest'
import { EntityCache } from '../src/cache/entity-cache.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import { createLoader, groupBy, indexBy, type Loader } from '../src/graphql/loader.ts'
import { type Loaded, LoaderSlot } from '../src/graphql/loader-slot.ts'
import { type ContextSources, RequestContext } from '../src/graphql/request-context.ts'
import { createLog } from '../src/telemetry/log.ts'
import { beginTrace } from '../src/telemetry/trace.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { stableRouting } from '../src/upstream/routing.ts'
import { Upstream } from '../src/upstream/upstream.ts'

interface Thing {
  id: string
}

const log = createLog(() => {})
let sources: ContextSources
let asked: string[][]
let things: Loader<Thing>

beforeEach(() => {
  sources = {
    upstream: new Upstream(new Discovery([], {}), log),
    entities: new EntityCache(new MemoryTier()),
    log,
  }
  asked = []
  things = createLoader<Thing>({ entity: 'party.Thing', maxBatch: 3, batch })
})

async function batch(ids: readonly string[]): Promise<Map<string, Thing>> {
  asked.push([...ids])
  if (ids.includes('bad')) throw new Error('down')
  return indexBy(
    ids
      .filter(id => id !== 'none')
      .reverse()
      .map(id => ({ id })),
    ({ id }) => id,
  )
}

function request(tenantId = 't1'): RequestContext {
  return new RequestContext(
    {
      session: testSession([], tenantId),
      device: null,
      locale: 'en',
      trace: beginTrace(),
      routing: stableRouting,
    },
    sources,
  )
}

describe('a loader', () => {
  test('asks once for what is wanted at the same time, each id once, and gives it back in order', async () => {
    const context = request()
    const values = await things.loadMany(context, ['2', '1', 'none', '2'])
    expect(values).toEqual([{ id: '2' }, { id: '1' }, null, { id: '2' }])
    expect(asked).toEqual([['2', '1', 'none']])
  })

  test('waits for resolvers a few promises deep', async () => {
    const context = request()
    const late = (async () => {
      await null
      await null
      return things.load(context, '2')
    })()
    await Promise.all([things.load(context, '1'), late])
    expect(asked).toEqual([['1', '2']])
  })

  test('splits what is more than a service takes', async () => {
    await things.loadMany(request(), ['1', '2', '3', '4'])
    expect(asked).toEqual([['1', '2', '3'], ['4']])
  })

  test('asks again in another request, and not in the same', async () => {
    const context = request()
    await things.load(context, '1')
    await things.load(context, '1')
    await things.load(request(), '1')
    expect(asked).toEqual([['1'], ['1']])
  })

  test('gives the failure to all that waited', async () => {
    const context = request()
    const outcomes = await Promise.allSettled([things.load(context, 'bad'), things.load(context, '1')])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  test('gives the failure of a batch that throws at once, and no rejection is left unhandled', async () => {
    const broken = createLoader<Thing>({
      entity: 'party.Broken',
      batch: () => {
        throw new Error('broken')
      },
    })
    const context = request()
    void broken.load(context, '1')
    await expect(broken.load(context, '2')).rejects.toThrow('broken')
  })

  test('takes what was primed and asks again for what was cleared', async () => {
    const context = request()
    things.prime(context, '1', { id: 'primed' })
    expect(await things.load(context, '1')).toEqual({ id: 'primed' })
    things.clear(context, '1')
    expect(await things.load(context, '1')).toEqual({ id: '1' })
  })

  test('with a cache asks once for all requests of a tenant, until it is invalidated', async () => {
    const cached = createLoader<Thing>({ entity: 'party.Thing', batch, cache: {} })
    await cached.load(request(), '1')
    await cached.load(request(), '1')
    await cached.load(request('t2'), '1')
    await request().invalidate(['party.Thing:1'])
    await cached.load(request(), '1')
    await request().invalidate(['party.Thing'])
    await cached.load(request(), '1')
    expect(asked).toHaveLength(4)
  })

  test('survives Apollo copying the context', async () => {
    const context = request()
    const copy = Object.assign(Object.create(Object.getPrototypeOf(context)), context) as RequestContext
    expect(copy.upstream('party')).toBe(context.upstream('party'))
    copy.degraded({ service: 'party', code: 'X' })
    expect(context.degradations).toHaveLength(1)
  })
})

test('groupBy collects the many values of an id', () => {
  const lines = [
    { orderId: 'a', at: 1 },
    { orderId: 'b', at: 2 },
    { orderId: 'a', at: 3 },
  ]
  expect(
    groupBy(lines, ({ orderId }) => orderId)
      .get('a')
      ?.map(({ at }) => at),
  ).toEqual([1, 3])
})

describe('what a resolver makes of a loaded value', () => {
  const loaded = () => {
    const slot = new LoaderSlot<number>()
    const seen: unknown[] = []
    const listen = (one: Loaded<unknown>) =>
      (one as LoaderSlot<unknown>).listen({ take: ({ value }) => void seen.push(value) })
    return { slot, seen, listen }
  }

  test('is there as soon as the value is, and a promise to who awaits it', async () => {
    const { slot, seen, listen } = loaded()
    const mapped = slot.map(value => value + 1).map(value => value * 10)
    listen(mapped)
    slot.fulfil(1)
    expect(seen).toEqual([20])
    listen(slot.map(value => -value))
    expect(seen).toEqual([20, -1])
    expect(await mapped).toBe(20)
  })

  test('fails as the value does, or as the function, and may be what comes of a failure', async () => {
    const { slot } = loaded()
    const passed = slot.map(value => value + 1)
    const caught = slot.map(String, reason => `without it: ${(reason as Error).message}`)
    const thrown = slot.map(String, () => {
      throw new Error('worse')
    })
    slot.fail(new Error('down'))
    await expect(passed).rejects.toThrow('down')
    expect(await caught).toBe('without it: down')
    await expect(thrown).rejects.toThrow('worse')
  })
})
