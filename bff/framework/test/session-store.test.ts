import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SessionRecord } from '../src/access/session-record.ts'
import { MemorySessionStore } from '../src/session/memory-session-store.ts'
import type { SessionStore } from '../src/session/session-store.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { openedOf } from './fake-access.ts'
import { openRedisStore } from './redis-session.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

function record(tenantId: string, userId = 'u1'): SessionRecord {
  const info = testSession(['a.b'], tenantId)
  const ofUser = { ...info, user: { ...info.user, id: userId } }
  return { ...openedOf(ofUser, 'session'), createdAt: 1, seenAt: 1, endsAt: 2 }
}

const stores: Record<string, () => Promise<SessionStore>> = {
  memory: async () => new MemorySessionStore(),
  redis: () => openRedisStore(redis.url),
}

describe.each(Object.entries(stores))('%s session store', (_name, create) => {
  let store: SessionStore
  beforeEach(async () => {
    store = await create()
  })
  afterEach(() => store.close())

  test('finds what was saved, and the newer of two', async () => {
    await store.save('k1', record('t1'), 60_000)
    await store.save('k1', { ...record('t1'), seenAt: 5 }, 60_000)
    expect((await store.find('k1'))?.seenAt).toBe(5)
  })

  test('finds nothing under an unknown or removed key', async () => {
    await store.save('k2', record('t1'), 60_000)
    await store.remove('k2')
    expect([await store.find('k2'), await store.find('never')]).toEqual([null, null])
  })

  test('forgets after the time to live', async () => {
    await store.save('k3', record('t1'), 20)
    await expect.poll(() => store.find('k3')).toBeNull()
  })

  test('replaces a record that is as it was read, and no other', async () => {
    await store.save('r1', record('t1'), 60_000)
    const read = await store.find('r1')
    if (!read) throw new Error('It was saved')
    await store.replace('r1', read, { ...read, seenAt: 7 }, 60_000)
    expect((await store.find('r1'))?.seenAt).toBe(7)
    await store.replace('r1', read, { ...read, seenAt: 9 }, 60_000)
    expect((await store.find('r1'))?.seenAt).toBe(7)
    await store.remove('r1')
    await store.replace('r1', { ...read, seenAt: 7 }, { ...read, seenAt: 9 }, 60_000)
    expect(await store.find('r1')).toBeNull()
  })
})

test('a memory store leaves what it kept to a write that comes after its close', async () => {
  let reported: ReadonlyMap<string, unknown> = new Map()
  const store = new MemorySessionStore({
    onChange: kept => {
      reported = kept
    },
  })
  await store.save('k1', record('t1'), 60_000)
  await store.close()
  expect([...reported.keys()]).toEqual(['k1'])
})
