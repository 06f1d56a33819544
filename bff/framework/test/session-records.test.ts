import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SessionRecord } from '../src/access/session-record.ts'
import { MemorySessionStore } from '../src/session/memory-session-store.ts'
import type { SessionRecords } from '../src/session/session-records.ts'
import { StoreFull } from '../src/session/session-store.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { openedOf } from './fake-access.ts'
import { memoryRecords } from './memory-session.ts'
import { connect, openRedisRecords } from './redis-session.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

const record: SessionRecord = {
  ...openedOf(testSession(['a.b']), 'session'),
  createdAt: 1,
  seenAt: 1,
  endsAt: 2,
}
const seenAt = (moment: number): SessionRecord => ({ ...record, seenAt: moment })
const LONG_MS = 60_000

interface Driver {
  open(): Promise<SessionRecords>
  /** Until there is no room for another session. */
  fill(records: SessionRecords): Promise<void>
  makeRoom(): Promise<void>
}

const memory: Driver = {
  open: async () => memoryRecords({ maxKept: 3 }),
  async fill(records) {
    for (const key of ['f1', 'f2', 'f3']) await records.save(key, record, LONG_MS).catch(() => {})
  },
  async makeRoom() {},
}

async function setMaxMemory(bytes: number): Promise<void> {
  const client = await connect(redis.url)
  await client.config('SET', 'maxmemory', String(bytes))
  client.disconnect()
}

const shared: Driver = {
  async open() {
    const client = await connect(redis.url)
    await client.flushall()
    client.disconnect()
    return openRedisRecords(redis.url)
  },
  fill: () => setMaxMemory(1),
  makeRoom: () => setMaxMemory(0),
}

describe.each([
  ['in memory', memory],
  ['in Redis', shared],
])('records of sessions %s', (_name, driver) => {
  let records: SessionRecords
  let changed: string[]
  beforeEach(async () => {
    records = await driver.open()
    changed = []
    records.onChanged(key => void changed.push(key))
  })
  afterEach(async () => {
    await driver.makeRoom()
    await records.close()
  })

  test('are found as they were saved last', async () => {
    await records.save('k', record, LONG_MS)
    await records.save('k', seenAt(5), LONG_MS)
    expect([await records.find('k'), await records.find('never')]).toEqual([seenAt(5), null])
    expect(await records.find('k', { isRemembered: true })).toEqual(seenAt(5))
  })

  test('are forgotten after their time, and then something else may be there', async () => {
    await records.save('k', record, 20)
    await expect.poll(() => records.find('k')).toBeNull()
    expect(await records.replace('k', record, seenAt(7), LONG_MS)).toBe(false)
    expect(await records.restore('k', seenAt(9), LONG_MS)).toEqual(seenAt(9))
  })

  test('are replaced as they were read, and in no other state', async () => {
    await records.save('k', record, LONG_MS)
    expect(await records.replace('k', { ...record }, seenAt(7), LONG_MS)).toBe(true)
    expect(await records.replace('k', record, seenAt(9), LONG_MS)).toBe(false)
    expect(await records.find('k')).toEqual(seenAt(7))
    await records.end('k', LONG_MS)
    expect(await records.replace('k', seenAt(7), seenAt(9), LONG_MS)).toBe(false)
    expect(await records.replace('never', record, seenAt(9), LONG_MS)).toBe(false)
    expect([await records.find('k'), await records.find('never')]).toEqual([null, null])
  })

  test('that the store lost are put back, unless something is there', async () => {
    expect(await records.restore('k', record, LONG_MS)).toEqual(record)
    expect(await records.restore('k', seenAt(7), LONG_MS)).toEqual(record)
    expect(await records.find('k')).toEqual(record)
  })

  test('that ended are not put back, until no process can remember them', async () => {
    await records.save('k', record, LONG_MS)
    await records.end('k', LONG_MS)
    expect([await records.restore('k', record, LONG_MS), await records.find('k')]).toEqual([null, null])
    await records.end('short', 20)
    await expect.poll(() => records.restore('short', record, LONG_MS)).toEqual(record)
  })

  test('that are cut short end when it was said', async () => {
    await records.save('k', record, LONG_MS)
    await records.cutShort('k', seenAt(3), 20)
    await expect.poll(() => records.find('k')).toBeNull()
  })

  test('that end or are cut short are announced, others are not', async () => {
    await records.save('kept', record, LONG_MS)
    await records.replace('kept', record, seenAt(2), LONG_MS)
    await records.restore('put-back', record, LONG_MS)
    await records.cutShort('cut', record, LONG_MS)
    await records.end('ended', LONG_MS)
    await expect.poll(() => changed.toSorted()).toEqual(['cut', 'ended'])
  })

  test('without room for more can end and be cut short, and are announced', async () => {
    await records.save('ends', record, LONG_MS)
    await records.save('cut', record, LONG_MS)
    await driver.fill(records)
    await expect(records.save('more', record, LONG_MS)).rejects.toThrow(StoreFull)
    await expect(records.restore('lost', record, LONG_MS)).rejects.toThrow(StoreFull)
    await records.end('ends', LONG_MS)
    await records.cutShort('cut', record, 20)
    expect(await records.find('ends')).toBeNull()
    await expect.poll(() => records.find('cut')).toBeNull()
    await expect.poll(() => changed.toSorted()).toEqual(['cut', 'ends'])
  })
})

test('a memory store leaves what it kept to a write that comes after its close', async () => {
  let reported: ReadonlyMap<string, unknown> = new Map()
  const store = new MemorySessionStore({
    onChange: kept => {
      reported = kept
    },
  })
  await store.save('k1', 'text', LONG_MS)
  await store.close()
  expect([...reported.keys()]).toEqual(['k1'])
})

test('a memory store that is full makes room of what expired', async () => {
  let now = 0
  const store = new MemorySessionStore({ now: () => now, maxKept: 1 })
  await store.save('k1', 'text', 10)
  await expect(store.save('k2', 'text', 10)).rejects.toThrow(StoreFull)
  now = 10
  await store.save('k2', 'text', 10)
  expect([await store.find('k1'), await store.find('k2')]).toEqual([null, 'text'])
  await store.close()
})
