import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { RedisTier } from '../src/cache/redis-tier.ts'
import { afterLoopTime } from '../src/redis/loop-time.ts'
import { Sessions } from '../src/session/sessions.ts'
import { createLog } from '../src/telemetry/log.ts'
import { startFar } from '../src/testing/far-redis.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { FakeAccess, openedOf } from './fake-access.ts'
import { connect, openRedisRecords, openShared } from './redis-session.ts'

const info = testSession(['a.b'])
let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})
function opened<T extends { close(): unknown }>(one: T): T {
  open.push(one)
  return one
}

async function sessionsOn(url: string): Promise<Sessions> {
  return opened(
    new Sessions(
      await openRedisRecords(url),
      new FakeAccess(),
      createLog(() => {}),
    ),
  )
}

/** As a process does that parses or renders something large. */
function keepBusy(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

describe('a process that is busy', () => {
  const patience = { shortMs: 20, longMs: 40 }

  test('reads the answer that waits, however late it looks', async () => {
    const shared = opened(await openShared(redis.url, patience))
    const answers = [
      shared.askShortly(client => client.set('busy', 'answered')),
      shared.ask(client => client.get('busy')),
    ]
    keepBusy(10 * patience.longMs)
    expect(await Promise.all(answers)).toEqual(['OK', 'answered'])
  })

  test('does so again and again, and keeps its connection', async () => {
    const shared = opened(await openShared(redis.url, patience))
    let ends = 0
    shared.connection.on('close', () => {
      ends += 1
    })
    for (let round = 0; round < 5; round += 1) {
      const answer = shared.askShortly(client => client.ping())
      setImmediate(keepBusy, 3 * patience.longMs)
      expect(await answer).toBe('PONG')
    }
    expect(ends).toBe(0)
  })

  test('is no reason to wait on: what never comes is given up after so much time to read', async () => {
    let isOver = false
    const over = new Promise<void>(resolve => {
      afterLoopTime(20, () => {
        isOver = true
        resolve()
      })
    })
    keepBusy(200)
    // Timers that are due come first, then what is to be read: nothing is over before that.
    await new Promise(resolve => setTimeout(resolve, 0))
    expect(isOver).toBe(false)
    await over
  })
})

describe('a Redis 100 ms away', () => {
  test('takes logins, and gives sessions and cached values', async () => {
    const far = await startFar(redis.url, 50)
    const [here, there] = [await sessionsOn(far.url), await sessionsOn(far.url)]
    const id = await here.create(openedOf(info), null)
    expect(await there.find(id)).toMatchObject({ info })
    const tier = opened(new RedisTier(await openShared(far.url)))
    const slot = { tenantId: 't1', key: 'far', tags: ['thing'] }
    const [read] = await tier.read([slot])
    await tier.write([{ slot, stamp: read?.stamp ?? '', value: 'kept', ttlMs: 60_000 }])
    expect((await tier.read([slot]))[0]?.value).toBe('kept')
    open.push(far)
  })
})

test('a Redis that is slower than the short wait is asked by what can do without it no more, until it is quick again', async () => {
  const far = await startFar(redis.url, 0)
  open.push(far)
  const shared = opened(await openShared(far.url, { shortMs: 40, longMs: 30_000 }))
  let asked = 0
  const ask = () =>
    shared.askShortly(client => {
      asked += 1
      return client.get('x')
    })
  await expect(ask()).resolves.toBeNull()
  far.delayBy(60)
  await expect(ask()).rejects.toThrow(/did not answer/)
  // Its answer has come, late; so do those to the probes.
  await shared.ask(client => client.ping())
  await shared.ask(client => client.ping())
  await expect(ask()).rejects.toThrow(/did not answer/)
  expect(asked).toBe(2)
  far.delayBy(0)
  await expect.poll(() => ask().catch(() => 'slow')).toBeNull()
})

describe('a Redis that says nothing', () => {
  test('is asked once by what can do without it, and by nothing more until it speaks', async () => {
    const shared = opened(await openShared(redis.url, { shortMs: 20, longMs: 30_000 }))
    redis.pause()
    let asked = 0
    const ask = () =>
      shared.askShortly(client => {
        asked += 1
        return client.get('x')
      })
    for (let round = 0; round < 5; round += 1) await expect(ask()).rejects.toThrow(/did not answer/)
    expect(asked).toBe(1)
    redis.resume()
    await expect.poll(() => ask().catch(() => 'silent')).toBeNull()
  })

  test('gets a new connection', async () => {
    const shared = opened(await openShared(redis.url, { shortMs: 10, longMs: 20 }))
    redis.pause()
    const closed = once(shared.connection, 'close')
    await expect(shared.ask(client => client.get('x'))).rejects.toThrow(/did not answer/)
    await closed
    redis.resume()
    await expect.poll(() => shared.ask(client => client.ping()).catch(() => null)).toBe('PONG')
  })
})

test('a master that has become a replica is left for the new one, and the login that met it succeeds', async () => {
  const [before, after] = [await startRedis(), await startRedis()]
  open.push({ close: before.kill }, { close: after.kill })
  const routing = await startFar(before.url, 0)
  open.push(routing)
  const sessions = await sessionsOn(routing.url)
  const old = await connect(before.url)
  await old.replicaof('127.0.0.1', Number(new URL(after.url).port))
  old.disconnect()
  routing.leadTo(after.url)
  const id = await sessions.create(openedOf(info), null)
  expect(await (await sessionsOn(after.url)).find(id)).toMatchObject({ info })
})

describe('a Redis that is full', () => {
  test('refuses logins by a code, and sessions that exist go on and can end', async () => {
    const full = await startRedis(['--maxmemory-policy', 'noeviction'])
    open.push({ close: full.kill })
    const [sessions, other] = [await sessionsOn(full.url), await sessionsOn(full.url)]
    const ids = [await sessions.create(openedOf(info), null), await sessions.create(openedOf(info), null)]
    const [stays = '', ends = ''] = ids
    const client = await connect(full.url)
    await client.config('SET', 'maxmemory', '1')
    await expect(sessions.create(openedOf(info), stays)).rejects.toMatchObject({ code: 'SESSIONS_FULL' })
    expect(await other.find(stays)).toMatchObject({ info })
    await sessions.end(ends)
    expect(await sessions.find(ends)).toBeNull()
    await expect.poll(() => other.find(ends)).toBeNull()
    await client.config('SET', 'maxmemory', '0')
    await sessions.create(openedOf(info), stays)
    client.disconnect()
  })
})

test('tenants lie in places of their own, and one whose name is empty or has braces is no exception', async () => {
  const tier = opened(new RedisTier(await openShared(redis.url)))
  const slots = ['', 't}1', 't2'].map(tenantId => ({ tenantId, key: 'k', tags: ['thing'] }))
  const reads = await tier.read(slots)
  const writes = slots.map((slot, at) => ({
    slot,
    stamp: reads[at]?.stamp ?? '',
    value: `v${at}`,
    ttlMs: 60_000,
  }))
  await tier.write(writes)
  expect((await tier.read(slots)).map(read => read?.value)).toEqual(['v0', 'v1', 'v2'])
})
