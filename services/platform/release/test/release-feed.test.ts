import type { Feed } from '@portico/release'
import type { RunningService } from '@portico/service-kit'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { startRedis } from './redis-server.ts'
import { ReleaseHarness } from './release-harness.ts'

let redis: Awaited<ReturnType<typeof startRedis>>
let harness: ReleaseHarness
let other: RunningService

beforeAll(async () => {
  redis = await startRedis()
  harness = await ReleaseHarness.open({ REDIS_URL: redis.url })
  other = await service.start({
    PORTICO_ENV: 'development',
    DATABASE_URL: harness.under.databaseUrl,
    RELEASE_PORT: '0',
    LOG_LEVEL: 'silent',
    REDIS_URL: 'redis://127.0.0.1:1',
  })
})
afterAll(async () => {
  await other.stop()
  await harness.close()
  await redis.stop()
})

/** What is asked after a call that is held is answered: twice, so that the first had its turn to be answered too. */
async function passTurn(url: string): Promise<void> {
  for (let n = 0; n < 2; n++) expect((await fetch(`${url}/feed`)).status).toBe(200)
}

/** As long as a message to Redis may take; a change that waited for it would take longer. */
const REDIS_TIMEOUT_MS = 1000
const HELD_SECONDS = 20
/** Long before the time is over for which the call would be held; a busy machine adds what it likes. */
const SOON_MS = (HELD_SECONDS * 1000) / 4

/** Held until there is another revision than the present one; how long it took after `change`. */
async function timed(url: string, change: () => Promise<unknown>) {
  const { revision } = await harness.feed()
  const held = fetch(`${url}/feed`, {
    headers: { 'if-none-match': `"${revision}"`, prefer: `wait=${HELD_SECONDS}` },
  })
  let isAnswered = false
  held.finally(() => {
    isAnswered = true
  })
  await passTurn(url)
  expect(isAnswered).toBe(false)
  await change()
  const beganAt = performance.now()
  const answer = await held
  const tookMs = performance.now() - beganAt
  return { tookMs, status: answer.status, grownBy: ((await answer.json()) as Feed).revision - revision }
}

const stop = () => harness.call('POST', '/stop', { body: { isStopped: false } })

async function expectSoon(url: string): Promise<void> {
  const { tookMs, ...answer } = await timed(url, stop)
  expect(answer).toEqual({ status: 200, grownBy: 1 })
  expect(tookMs).toBeLessThan(SOON_MS)
}

describe('the feed', () => {
  it('has its revision as ETag and is not sent to who has it', async () => {
    const first = await harness.call('GET', '/feed')
    expect(first.headers.etag).toBe(`"${first.json().revision}"`)
    const again = await harness.call('GET', '/feed', {
      headers: { 'if-none-match': String(first.headers.etag) },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect(again.headers.etag).toBe(first.headers.etag)
  })

  it('is held while nothing changes, as long as was asked for', async () => {
    const { revision } = await harness.feed()
    const beganAt = performance.now()
    const answer = await harness.call('GET', '/feed', {
      headers: { 'if-none-match': `"${revision}"`, prefer: 'respond-async, wait=1' },
    })
    expect(answer.statusCode).toBe(304)
    expect(performance.now() - beganAt).toBeGreaterThan(950)
  })

  it('reaches a call that waits at the process that made a change', async () => {
    await expectSoon(harness.under.url)
  })

  it('reaches a call that waits at another process', async () => {
    await expectSoon(other.url)
  })

  it('says that everything is stopped', async () => {
    await harness.call('POST', '/stop', { body: { isStopped: true } })
    expect((await harness.feed()).isStopped).toBe(true)
    await stop()
    expect((await harness.feed()).isStopped).toBe(false)
  })

  it('names a release as revoked for 48 h: a gateway that is away may hand it out for a day, to tabs that live as long', async () => {
    await harness.published('sales@1.5.0')
    const { id } = await harness.running({ overlay: { apps: { sales: '1.5.0' } } })
    await harness.clear()
    const endedAgo = async (hours: number) => {
      await harness.run('update release set ended_at = now() - make_interval(hours => $1)', [hours])
      return (await harness.feed()).revoked.map(release => release.id)
    }
    expect(await endedAgo(47)).toEqual([id])
    expect(await endedAgo(49)).toEqual([])
  })

  it('holds no gateway when the service stops', async () => {
    const third = await service.start({
      PORTICO_ENV: 'development',
      DATABASE_URL: harness.under.databaseUrl,
      RELEASE_PORT: '0',
      LOG_LEVEL: 'silent',
    })
    const { revision } = await harness.feed()
    const held = fetch(`${third.url}/feed`, {
      headers: { 'if-none-match': `"${revision}"`, prefer: 'wait=20' },
    })
    await passTurn(third.url)
    const beganAt = performance.now()
    await third.stop()
    expect((await held).status).toBe(304)
    expect(performance.now() - beganAt).toBeLessThan(2000)
  })
})

it.each(['/feed', '/routing/t_demo'])('%s is read for a caller who says how long it waits', async path => {
  const answer = await harness.call('GET', path, { headers: { 'x-portico-time-left': '5000' } })
  expect(answer.statusCode, answer.body).toBe(200)
})

describe('Redis', () => {
  it('receives the new revision after a change', async () => {
    const listener = new Redis(redis.url)
    const received = new Promise<string>(resolve => listener.on('message', (_channel, text) => resolve(text)))
    await listener.subscribe('portico:release:changed')
    await stop()
    expect(Number(await received)).toBe((await harness.feed()).revision)
    listener.disconnect()
  })

  it('that hangs or is unavailable costs a change nothing', async () => {
    redis.pause()
    const times: number[] = []
    for (let n = 0; n < 3; n++) {
      const beganAt = performance.now()
      expect((await stop()).statusCode).toBe(200)
      times.push(performance.now() - beganAt)
    }
    expect(Math.min(...times)).toBeLessThan(REDIS_TIMEOUT_MS)
    await redis.stop()
    expect((await stop()).statusCode).toBe(200)
    await expectSoon(harness.under.url)
  })
})

describe('a copy of a service', () => {
  it('is in the feed from its first heartbeat on, which alone counts the revision up', async () => {
    const { revision } = await harness.feed()
    const first = (await harness.instance('i1')).json()
    expect(first.revision).toBe(revision + 1)
    expect(first.instances).toEqual([
      {
        id: 'i1',
        service: 'sales',
        tag: 'gray',
        version: '1.5.0',
        url: 'http://127.0.0.1:7099',
        isHealthy: true,
      },
    ])
    expect((await harness.instance('i1')).json().revision).toBe(revision + 1)
    expect((await harness.instance('i1', 'stable')).json().revision).toBe(revision + 2)
  })

  it('without a heartbeat for 15 s is marked, once the service listens as long, and is well again with the next one', async () => {
    await harness.instance('i2')
    await harness.run(`update instance set seen_at = now() - interval '14 seconds' where id = 'i2'`)
    const { revision } = await harness.feed()
    await expect.poll(async () => isHealthy('i2'), { timeout: 20_000, interval: 100 }).toBe(false)
    expect((await harness.feed()).revision).toBeGreaterThan(revision)
    await harness.instance('i2')
    expect(await isHealthy('i2')).toBe(true)
  }, 30_000)

  it('leaves the feed with its goodbye', async () => {
    await harness.instance('i3')
    expect((await harness.call('DELETE', '/instances/i3')).statusCode).toBe(204)
    expect(await isHealthy('i3')).toBeUndefined()
  })
})

async function isHealthy(id: string) {
  return (await harness.feed()).instances.find(instance => instance.id === id)?.isHealthy
}
