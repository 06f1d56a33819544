import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectRedis } from '../src/cache/redis-client.ts'
import { MemorySessionStore } from '../src/session/memory-session-store.ts'
import { RedisSessionStore } from '../src/session/redis-session-store.ts'
import type { SessionRecord, SessionStore } from '../src/session/session-store.ts'
import { absoluteMs, idleMs, Sessions } from '../src/session/sessions.ts'
import { createLog } from '../src/telemetry/log.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { testSession } from '../src/testing/test-graph.ts'

const log = createLog(() => {})
let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

async function redisStore(now?: () => number): Promise<SessionStore> {
  const subscriber = await connect()
  const store = new RedisSessionStore(await connect(), subscriber, now)
  const close = store.close.bind(store)
  store.close = async () => {
    subscriber.disconnect()
    await close()
  }
  return store
}

async function connect(): Promise<Redis> {
  const client = connectRedis(redis.url, log, { commandTimeout: 2_000 })
  await once(client, 'ready')
  return client
}

function record(tenantId: string, userId = 'u1'): SessionRecord {
  const info = testSession(['a.b'], tenantId)
  return { info: { ...info, user: { ...info.user, id: userId } }, createdAt: 1, seenAt: 1, endsAt: 2 }
}

const stores: Record<string, () => Promise<SessionStore>> = {
  memory: async () => new MemorySessionStore(),
  redis: redisStore,
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

  test('ends the sessions of one user and of nobody else', async () => {
    await Promise.all([
      store.save('a1', record('t7', 'ann'), 60_000),
      store.save('a2', record('t7', 'ann'), 60_000),
      store.save('b1', record('t7', 'bob'), 60_000),
    ])
    expect(await store.removeByUser('t7', 'ann')).toBe(2)
    expect([await store.find('a1'), await store.find('a2')]).toEqual([null, null])
    expect(await store.find('b1')).not.toBeNull()
  })

  test('ends the sessions of one tenant', async () => {
    await Promise.all([
      store.save('x1', record('t8', 'ann'), 60_000),
      store.save('x2', record('t8', 'bob'), 60_000),
      store.save('y1', record('t9', 'ann'), 60_000),
    ])
    expect(await store.removeByTenant('t8')).toBe(2)
    expect([await store.find('x1'), await store.find('x2')]).toEqual([null, null])
    expect(await store.find('y1')).not.toBeNull()
  })
})

test('a Redis index forgets what was removed, and what must have ended', async () => {
  let now = Date.now()
  const client = await connect()
  const store = await redisStore(() => now)
  await store.save('i1', record('t_index'), 60_000)
  await store.save('i2', record('t_index'), 60_000)
  await store.remove('i1')
  const index = 'portico:session-index:t_index'
  expect(await client.zrange(index, '0', '-1')).toEqual(['i2'])
  now += absoluteMs
  await store.save('i3', record('t_index'), 60_000)
  expect(await client.zrange(index, '0', '-1')).toEqual(['i3'])
  client.disconnect()
  await store.close()
})

test('a memory store leaves what it kept to a write that comes after its close', async () => {
  let told: ReadonlyMap<string, unknown> = new Map()
  const store = new MemorySessionStore({
    onChange: kept => {
      told = kept
    },
  })
  await store.save('k1', record('t1'), 60_000)
  await store.close()
  expect([...told.keys()]).toEqual(['k1'])
})

describe('sessions', () => {
  const info = testSession(['a.b'])
  let now = 0
  let kept: Map<string, SessionRecord>
  let store: SessionStore
  let sessions: Sessions
  beforeEach(() => {
    now = 1_000_000
    kept = new Map()
    store = new MemorySessionStore({ now: () => now })
    const save = store.save.bind(store)
    store.save = (key, saved, ttlMs) => {
      kept.set(key, saved)
      return save(key, saved, ttlMs)
    }
    sessions = new Sessions(store, log, () => now)
  })
  afterEach(() => sessions.close())

  test('are stored under a hash from which the id cannot be had', async () => {
    const id = await sessions.create(info, null)
    expect(Buffer.from(id, 'base64url')).toHaveLength(32)
    expect(JSON.stringify([...kept])).not.toContain(id)
  })

  test('end after 30 idle minutes, and each call begins them anew', async () => {
    const id = await sessions.create(info, null)
    now += idleMs - 1
    expect(await sessions.find(id)).toEqual(info)
    now += idleMs - 1
    expect(await sessions.find(id)).toEqual(info)
    now += idleMs
    expect(await sessions.find(id)).toBeNull()
  })

  test('end after 12 hours however busy', async () => {
    const id = await sessions.create(info, null)
    for (let elapsed = 0; elapsed + idleMs / 2 < absoluteMs; elapsed += idleMs / 2) {
      expect(await sessions.find(id)).toEqual(info)
      now += idleMs / 2
    }
    now += idleMs / 2
    expect(await sessions.find(id)).toBeNull()
  })

  test('give the predecessor ten seconds after a new login', async () => {
    const first = await sessions.create(info, null)
    const second = await sessions.create(info, first)
    now += 9_000
    expect(await sessions.find(first)).toEqual(info)
    now += 1_000
    expect([await sessions.find(first), await sessions.find(second)]).toEqual([null, info])
  })

  test('end at logout and by revocation', async () => {
    const [left, revoked] = [await sessions.create(info, null), await sessions.create(info, null)]
    await sessions.end(left)
    expect(await sessions.find(left)).toBeNull()
    await sessions.endByUser(info.tenant.id, info.user.id)
    expect(await sessions.find(revoked)).toBeNull()
  })

  test('that end while a call is noted stay ended', async () => {
    const [left, replaced] = [await sessions.create(info, null), await sessions.create(info, null)]
    now += 2 * 60_000
    const find = store.find.bind(store)
    const during = async (work: () => Promise<unknown>) => {
      store.find = async key => {
        store.find = find
        const found = await find(key)
        await work()
        return found
      }
    }
    await during(() => sessions.end(left))
    await sessions.find(left)
    expect(await sessions.find(left)).toBeNull()
    await during(() => sessions.create(info, replaced))
    await sessions.find(replaced)
    now += 10_000
    expect(await sessions.find(replaced)).toBeNull()
  })

  test('noted by several calls at once stay known while the store is away', async () => {
    const id = await sessions.create(info, null)
    now += 2 * 60_000
    await Promise.all([sessions.find(id), sessions.find(id), sessions.find(id)])
    store.find = () => Promise.reject(new Error('away'))
    expect(await sessions.find(id)).toEqual(info)
  })

  test('seen lately are still known while the store is away; others are not guessed', async () => {
    const id = await sessions.create(info, null)
    store.find = () => Promise.reject(new Error('away'))
    expect(await sessions.find(id)).toEqual(info)
    await expect(sessions.find('never-seen')).rejects.toMatchObject({ code: 'SESSION_UNAVAILABLE' })
  })
})

describe('sessions in a Redis that comes back empty', () => {
  const info = testSession(['a.b'])
  const open: Sessions[] = []
  async function gateway(now?: () => number): Promise<Sessions> {
    const sessions = new Sessions(await redisStore(now), log, now)
    open.push(sessions)
    return sessions
  }
  /** Until every process has heard what `change` says. */
  async function heardAfter(change: () => Promise<unknown>): Promise<void> {
    const listener = await connect()
    await listener.subscribe('portico:session-changed')
    const isHeard = once(listener, 'message')
    await change()
    await isHeard
    listener.disconnect()
  }
  async function loseEverything(): Promise<void> {
    await redis.kill()
    await redis.start()
  }
  afterEach(async () => {
    for (const sessions of open.splice(0)) await sessions.close()
  })

  test('go on: each process puts back what it knows, for all of them', async () => {
    const [one, other] = [await gateway(), await gateway()]
    const id = await one.create(info, null)
    await loseEverything()
    // The other process has never seen it, so it can only have it from Redis.
    await expect.poll(() => other.find(id).catch(() => null)).toEqual(info)
    expect(await one.find(id)).toEqual(info)
  })

  test('stay ended where they were ended before or after the loss, by whichever process', async () => {
    const [one, other] = [await gateway(), await gateway()]
    const [before, after] = [await one.create(info, null), await one.create(info, null)]
    const seenByOther = async (id: string) => expect(await other.find(id)).toEqual(info)
    await seenByOther(before)
    await seenByOther(after)
    await heardAfter(() => one.end(before))
    await loseEverything()
    await expect
      .poll(() =>
        one.end(after).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await expect.poll(() => other.find(after).catch(() => 'away')).toBeNull()
    expect(await Promise.all([one.find(before), other.find(before), one.find(after)])).toEqual([
      null,
      null,
      null,
    ])
  })

  test('go on where an old copy came back that had never heard of them', async () => {
    const one = await gateway()
    const id = await one.create(info, null)
    const client = await connect()
    await client.flushall()
    client.disconnect()
    expect(await one.find(id)).toEqual(info)
  })

  test('of a login before are not brought back in full by a process that remembers them', async () => {
    let now = Date.now()
    const [one, other] = [await gateway(() => now), await gateway(() => now)]
    const before = await one.create(info, null)
    expect(await other.find(before)).toEqual(info)
    await heardAfter(() => one.create(info, before))
    await loseEverything()
    now += 11_000
    await expect.poll(() => other.find(before).catch(() => 'away')).toBeNull()
  })

  test('by the thousand, all of them', async () => {
    const [one, other] = [await gateway(), await gateway()]
    const ids: string[] = []
    for (let batch = 0; batch < 30; batch++) {
      ids.push(...(await Promise.all(Array.from({ length: 100 }, () => one.create(info, null)))))
    }
    await loseEverything()
    const countKnown = async () => {
      let count = 0
      for (const id of ids) if (await other.find(id).catch(() => null)) count += 1
      return count
    }
    await expect.poll(countKnown, { timeout: 15_000 }).toBe(ids.length)
  })
})
