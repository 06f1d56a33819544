import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Sessions } from '../src/session/sessions.ts'
import { createLog } from '../src/telemetry/log.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { FakeAccess, openedOf } from './fake-access.ts'
import { connect, openRedisRecords } from './redis-session.ts'

const log = createLog(() => {})
let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

describe('sessions in a Redis that comes back empty', () => {
  const info = testSession(['a.b'])
  const open: Sessions[] = []
  async function gateway(now?: () => number): Promise<Sessions> {
    const sessions = new Sessions(await openRedisRecords(redis.url), new FakeAccess(), log, now)
    open.push(sessions)
    return sessions
  }
  /** Until every process has received what `change` says. */
  async function receivedAfter(change: () => Promise<unknown>): Promise<void> {
    const listener = await connect(redis.url)
    await listener.subscribe('portico:session-changed')
    const received = once(listener, 'message')
    await change()
    await received
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
    const id = await one.create(openedOf(info), null)
    await loseEverything()
    // The other process has never seen it, so it can only have it from Redis.
    await expect.poll(() => other.find(id).catch(() => null)).toMatchObject({ info })
    expect(await one.find(id)).toMatchObject({ info })
  })

  test('stay ended where they were ended before or after the loss, by whichever process', async () => {
    const [one, other] = [await gateway(), await gateway()]
    const [before, after] = [await one.create(openedOf(info), null), await one.create(openedOf(info), null)]
    const seenByOther = async (id: string) => expect(await other.find(id)).toMatchObject({ info })
    await seenByOther(before)
    await seenByOther(after)
    await receivedAfter(() => one.end(before))
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

  test('go on where an old copy came back that had never had them', async () => {
    const one = await gateway()
    const id = await one.create(openedOf(info), null)
    const client = await connect(redis.url)
    await client.flushall()
    client.disconnect()
    expect(await one.find(id)).toMatchObject({ info })
  })

  test('of a login before are not brought back in full by a process that remembers them', async () => {
    let now = Date.now()
    const [one, other] = [await gateway(() => now), await gateway(() => now)]
    const before = await one.create(openedOf(info), null)
    expect(await other.find(before)).toMatchObject({ info })
    await receivedAfter(() => one.create(openedOf(info), before))
    await loseEverything()
    now += 11_000
    await expect.poll(() => other.find(before).catch(() => 'away')).toBeNull()
  })

  test('by the thousand, all of them', async () => {
    const [one, other] = [await gateway(), await gateway()]
    const ids: string[] = []
    for (let batch = 0; batch < 30; batch++) {
      ids.push(...(await Promise.all(Array.from({ length: 100 }, () => one.create(openedOf(info), null)))))
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
