import { afterEach, describe, expect, test } from 'vitest'
import { EntityCache } from '../src/cache/entity-cache.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'

interface Thing {
  id: string
  name: string
}

const cache = new EntityCache(new MemoryTier())
let asked: string[][] = []
let entityCount = 0
afterEach(() => {
  asked = []
})

function read(
  ids: string[],
  {
    entity,
    tenant = 't1',
    revision = 'stable',
    names = 'v1',
    gate = Promise.resolve(),
  }: {
    entity: string
    tenant?: string
    revision?: string
    names?: string
    gate?: Promise<void>
  },
) {
  const reach = { revision }
  return cache
    .forTenant(tenant, () => reach)
    .readThrough<Thing>({
      service: 'party',
      entity,
      ids,
      ttlMs: 30_000,
      tagsOf: id => [entity, `${entity}:${id}`],
      async fetch(missing) {
        asked.push([...missing])
        await gate
        return new Map(missing.filter(id => id !== 'unknown').map(id => [id, { id, name: names }]))
      },
    })
}

function freshEntity(): string {
  entityCount += 1
  return `party.Thing${entityCount}`
}

describe('the entity cache', () => {
  test('gives every request the same value, which none can change', async () => {
    const entity = freshEntity()
    const [first, second] = [await read(['1'], { entity }), await read(['1'], { entity })]
    expect(second.get('1')).toBe(first.get('1'))
    expect(() => Object.assign(first.get('1') ?? {}, { name: 'changed' })).toThrow(TypeError)
  })

  test('has what is in this process at once, until a write makes it stale, and nothing by halves', async () => {
    const entity = freshEntity()
    await read(['1', '2'], { entity })
    const reader = cache.forTenant('t1', () => ({ revision: 'stable' }))
    const now = (ids: string[]) => {
      const tagsOf = (id: string) => [entity, `${entity}:${id}`]
      const fetch = () => Promise.reject(new Error('not asked'))
      return reader.readNow<Thing>({ service: 'party', entity, ids, ttlMs: 30_000, tagsOf, fetch })
    }
    expect(now(['2', '1'])?.get('2')).toEqual({ id: '2', name: 'v1' })
    expect(now(['1', '3'])).toBeNull()
    await reader.invalidate([`${entity}:1`])
    expect(now(['1'])).toBeNull()
    expect(now(['2'])?.size).toBe(1)
  })

  test('fetches only what it does not have, and gives null for what the service leaves out', async () => {
    const entity = freshEntity()
    await read(['1', '2'], { entity })
    const values = await read(['1', 'unknown', '3', '2'], { entity })
    expect(asked).toEqual([
      ['1', '2'],
      ['unknown', '3'],
    ])
    expect([...values]).toEqual([
      ['1', { id: '1', name: 'v1' }],
      ['unknown', null],
      ['3', { id: '3', name: 'v1' }],
      ['2', { id: '2', name: 'v1' }],
    ])
  })

  test('asks again for what was absent', async () => {
    const entity = freshEntity()
    await read(['unknown'], { entity })
    await read(['unknown'], { entity })
    expect(asked).toEqual([['unknown'], ['unknown']])
  })

  test('makes one fetch for two requests at the same time', async () => {
    const entity = freshEntity()
    const { promise: gate, resolve } = Promise.withResolvers<void>()
    const both = [read(['1', '2'], { entity, gate }), read(['2', '3'], { entity, gate })]
    await expect.poll(() => asked.length).toBe(2)
    resolve()
    await Promise.all(both)
    expect(asked).toEqual([['1', '2'], ['3']])
  })

  test('does not share a fetch that began before a write with a reader after it', async () => {
    const entity = freshEntity()
    const { promise: gate, resolve } = Promise.withResolvers<void>()
    const before = read(['1'], { entity, gate, names: 'old' })
    await expect.poll(() => asked.length).toBe(1)
    await cache.forTenant('t1', () => ({ revision: 'stable' })).invalidate([`${entity}:1`])
    const after = read(['1'], { entity, names: 'new' })
    resolve()
    expect([(await before).get('1')?.name, (await after).get('1')?.name]).toEqual(['old', 'new'])
    expect((await read(['1'], { entity, names: 'newer' })).get('1')?.name).toBe('new')
  })

  test('rejects every waiter when the fetch fails, and tries again next time', async () => {
    const entity = freshEntity()
    const gate = Promise.reject(new Error('down'))
    gate.catch(() => null)
    await expect(read(['1'], { entity, gate })).rejects.toThrow('down')
    expect((await read(['1'], { entity })).get('1')?.name).toBe('v1')
  })

  test('lets who joined a fetch that failed fetch for himself, once', async () => {
    const entity = freshEntity()
    const { promise: gate, reject } = Promise.withResolvers<void>()
    const hurried = read(['1', '2'], { entity, gate })
    await expect.poll(() => asked.length).toBe(1)
    const patient = read(['1', '2'], { entity })
    const unlucky = read(['2'], { entity, gate: gate.then(() => undefined) })
    await new Promise(setImmediate)
    expect(asked).toHaveLength(1)
    reject(new Error('no time left'))
    await expect(hurried).rejects.toThrow('no time left')
    expect((await patient).get('1')?.name).toBe('v1')
    await expect(unlucky).rejects.toThrow('no time left')
    expect(asked).toEqual([['1', '2'], ['1', '2'], ['2']])
  })

  test('never crosses tenants, revisions, entities or ids: 1,000 random readers', async () => {
    const pick = (...of: string[]) => of[Math.floor(Math.random() * of.length)] ?? ''
    const entities = [freshEntity(), freshEntity()]
    for (let count = 0; count < 1000; count += 1) {
      const [tenant, revision, entity, id] = [
        pick('t1', 't2', 't3'),
        pick('stable', 'gray'),
        pick(...entities),
        pick('1', '2', '12'),
      ]
      const own = `${tenant}/${revision}/${entity}/${id}`
      expect((await read([id], { entity, tenant, revision, names: own })).get(id)).toEqual({ id, name: own })
    }
    expect(asked).toHaveLength(3 * 2 * 2 * 3)
  })

  test('lets a write to one revision be seen of every revision', async () => {
    const entity = freshEntity()
    await read(['1'], { entity, revision: 'stable', names: 'old' })
    await cache.forTenant('t1', () => ({ revision: 'gray' })).invalidate([`${entity}:1`])
    expect((await read(['1'], { entity, revision: 'stable', names: 'new' })).get('1')?.name).toBe('new')
  })

  test('keeps nothing that came from another revision than it was read for, and shares it with no reader', async () => {
    const entity = freshEntity()
    const { promise: gate, resolve } = Promise.withResolvers<void>()
    let reach = { revision: 'gray' }
    const request = (name: string, hold: Promise<void>) => ({
      service: 'party',
      entity,
      ids: ['1', '2'],
      ttlMs: 30_000,
      tagsOf: () => [entity],
      async fetch(ids: readonly string[]) {
        asked.push([name, ...ids])
        await hold
        return new Map(ids.filter(id => id !== '2').map(id => [id, { id, name }]))
      },
    })
    const misrouted = cache.forTenant('t1', () => reach).readThrough<Thing>(request('stable', gate))
    const gray = { revision: 'gray' }
    const joined = cache.forTenant('t1', () => gray).readThrough<Thing>(request('gray', Promise.resolve()))
    await expect.poll(() => asked.length).toBe(1)
    reach = { revision: 'stable' }
    resolve()
    expect((await misrouted).get('1')?.name).toBe('stable')
    expect([...(await joined)]).toEqual([
      ['1', { id: '1', name: 'gray' }],
      ['2', null],
    ])
    expect((await read(['1'], { entity, revision: 'gray', names: 'later' })).get('1')?.name).toBe('later')
    expect(asked).toEqual([['stable', '1', '2'], ['gray', '1', '2'], ['1']])
  })
})
