import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { AnswerCache } from '../src/cache/answer-cache.ts'
import { answerKey, audienceOf, revisionsOf } from '../src/cache/answer-key.ts'
import { RedisLocks } from '../src/cache/answer-locks.ts'
import { serviceTag, widened } from '../src/cache/answer-tags.ts'
import type { AnswerQuestion } from '../src/cache/answer-types.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import { NearTier } from '../src/cache/near-tier.ts'
import { RedisTier } from '../src/cache/redis-tier.ts'
import { RedisNotifications } from '../src/notifications/redis-notifications.ts'
import { openSubscriber, type SharedRedis } from '../src/redis/shared-redis.ts'
import { createLog } from '../src/telemetry/log.ts'
import { startFar } from '../src/testing/far-redis.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { connect, openShared, subscribed } from './redis-session.ts'

const quiet = createLog(() => {})
let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A gateway's cache over this Redis, and what was asked of Redis by it. */
async function gatewayOn(url: string, shortMs = 250) {
  const shared: SharedRedis = await openShared(url, { shortMs, longMs: 2_000 })
  const subscriber = openSubscriber(url, quiet)
  const notifications = new RedisNotifications(shared, subscriber)
  const tier = new NearTier(new MemoryTier(), new RedisTier(shared), notifications)
  open.push(tier)
  await subscribed(notifications)
  return { tier, shared, cache: new AnswerCache(tier, { locks: new RedisLocks(shared), budgetMs: shortMs }) }
}

let count = 0
/** Of a tenant of its own, so that tests share a Redis. */
function fresh(): AnswerQuestion {
  count += 1
  const tenantId = `t${count}`
  const asker = { userId: 'u', permissions: [], tenant: {} }
  const key = answerKey({
    ...{ tenantId, operation: 'o', variables: '{}', locale: 'en' },
    ...{ audience: audienceOf('ROLE', asker), revisions: revisionsOf([['product', 'stable@1']]) },
  })
  return { tenantId, key, operation: 'Products', lifetime: { freshMs: 60_000, staleMs: 0 } }
}

/** An upstream that answers what stands in it by then, and counts its calls. */
function upstreamFor({ key }: AnswerQuestion) {
  const state = { value: 'first', calls: 0, compute }
  async function compute() {
    state.calls += 1
    const body = state.value
    await new Promise(resolve => setTimeout(resolve, 20))
    return { answer: body, body, services: ['product'], key }
  }
  return state
}

async function ask(
  { cache }: Awaited<ReturnType<typeof gatewayOn>>,
  question: AnswerQuestion,
  upstream: ReturnType<typeof upstreamFor>,
) {
  const found = cache.findNow(question, upstream.compute)
  if (found) return found.body
  const outcome = await cache.answer(question, upstream.compute)
  return 'kept' in outcome ? outcome.kept.body : outcome.computed
}

async function kept(
  gateway: Awaited<ReturnType<typeof gatewayOn>>,
  question: AnswerQuestion,
  upstream: ReturnType<typeof upstreamFor>,
) {
  const outcome = await gateway.cache.answer(question, upstream.compute)
  return 'computed' in outcome ? outcome.isKept : true
}

/** Not before its subscription is ready: what is under way when that begins is not kept. */
async function keep(
  gateway: Awaited<ReturnType<typeof gatewayOn>>,
  question: AnswerQuestion,
  upstream: ReturnType<typeof upstreamFor>,
): Promise<void> {
  await expect.poll(() => kept(gateway, question, upstream)).toBe(true)
}

test('1,000 who ask two gateways for one answer, once it has ended, are one call of the service', async () => {
  const gateways = [await gatewayOn(redis.url), await gatewayOn(redis.url)]
  const question = fresh()
  const upstream = upstreamFor(question)
  await keep(gateways[0] as never, question, upstream)
  await ask(gateways[1] as never, question, upstream)
  await gateways[0]?.tier.invalidate(question.tenantId, widened([serviceTag('product')]))
  await expect.poll(() => gateways[1]?.cache.findNow(question, upstream.compute)).toBeNull()
  upstream.value = 'second'
  upstream.calls = 0
  const all = Array.from({ length: 1_000 }, (_, at) => ask(gateways[at % 2] as never, question, upstream))
  expect(new Set(await Promise.all(all))).toEqual(new Set(['second']))
  expect(upstream.calls).toBe(1)
})

test('an answer of 200 KB takes a tenth of it in Redis, and comes back as it was', async () => {
  const [one, other] = [await gatewayOn(redis.url), await gatewayOn(redis.url)]
  const question = fresh()
  const upstream = upstreamFor(question)
  upstream.value = JSON.stringify(Array.from({ length: 4_000 }, (_, id) => ({ id, name: `产品 ${id % 10}` })))
  await keep(one, question, upstream)
  const { calls } = upstream
  expect(await ask(other, question, upstream)).toBe(upstream.value)
  expect(upstream.calls).toBe(calls)
  const client = await connect(redis.url)
  open.push({ close: () => client.disconnect() })
  const keys = await client.keys(`portico:cache:4:{t:${question.tenantId}}:*`)
  const sizes = await Promise.all(keys.map(key => client.strlen(key)))
  expect(Math.max(...sizes)).toBeLessThan(upstream.value.length / 10)
})

/** What a Redis is put through while gateways are at work. */
interface Fault {
  name: string
  begin(server: RedisServer): Promise<unknown>
  end(server: RedisServer): Promise<unknown>
}

async function setMemory(url: string, limit: string): Promise<void> {
  const client = await connect(url)
  await client.config('SET', 'maxmemory-policy', 'noeviction')
  await client.config('SET', 'maxmemory', limit)
  client.disconnect()
}

const faults: Fault[] = [
  { name: 'dead', begin: server => server.kill(), end: server => server.start() },
  { name: 'paused', begin: async server => server.pause(), end: async server => server.resume() },
  { name: 'full', begin: server => setMemory(server.url, '1'), end: server => setMemory(server.url, '0') },
]

describe.each(faults)('a Redis that is $name', ({ name, begin, end }) => {
  test('fails no request, is waited for once, and brings back nothing old when it is well', async () => {
    const server = await startRedis()
    open.push({ close: () => server.kill() })
    const gateway = await gatewayOn(server.url)
    const question = fresh()
    const upstream = upstreamFor(question)
    await keep(gateway, question, upstream)
    const other = await gatewayOn(server.url)
    expect(await ask(other, question, upstream)).toBe('first')
    await begin(server)
    // Known, and in memory.
    expect(await ask(gateway, question, upstream)).toBe('first')
    // Written to, so that it must be asked for.
    upstream.value = 'second'
    await gateway.tier.invalidate(question.tenantId, widened([serviceTag('product')]))
    expect(await ask(gateway, question, upstream)).toBe('second')
    // The other gateway, where a word reaches it.
    if (name === 'full') await expect.poll(() => ask(other, question, upstream)).toBe('second')
    const others = Array.from({ length: 50 }, () => fresh())
    const stubs = others.map(upstreamFor)
    const answers = await Promise.all(others.map((other, at) => ask(gateway, other, stubs[at] as never)))
    expect(new Set(answers)).toEqual(new Set(['first']))
    await end(server)
    await expect.poll(() => gateway.shared.isLive()).toBe(true)
    const late = await gatewayOn(server.url)
    await expect.poll(() => ask(late, question, upstream)).toBe('second')
  })
})

test('a Redis 100 ms away serves what is kept, and what is not known within the budget is asked of the service', async () => {
  const far = await startFar(redis.url, 50)
  open.push(far)
  const [patient, hasty] = [await gatewayOn(far.url, 1_000), await gatewayOn(far.url, 20)]
  const question = fresh()
  const upstream = upstreamFor(question)
  await keep(patient, question, upstream)
  const again = await gatewayOn(far.url, 1_000)
  const calls = upstream.calls
  expect(await ask(again, question, upstream)).toBe('first')
  expect(upstream.calls).toBe(calls)
  expect(await ask(hasty, question, upstream)).toBe('first')
  expect(upstream.calls).toBe(calls + 1)
})

test('a process that dies at work on an answer holds others up for a moment', async () => {
  const gateway = await gatewayOn(redis.url)
  const question = fresh()
  const upstream = upstreamFor(question)
  const dead = new RedisLocks(gateway.shared)
  expect(await dead.take(question.tenantId, question.key)).toMatchObject({ kind: 'owned' })
  expect(await new RedisLocks(gateway.shared).take(question.tenantId, question.key)).toEqual({ kind: 'held' })
  expect(await ask(gateway, question, upstream)).toBe('first')
})

test('a lock that has passed to another is not let go by its former owner', async () => {
  const gateway = await gatewayOn(redis.url)
  const { tenantId, key } = fresh()
  const locks = new RedisLocks(gateway.shared)
  const former = await locks.take(tenantId, key)
  const client = await connect(redis.url)
  open.push({ close: () => client.disconnect() })
  const [place = ''] = await client.keys(`portico:answer:lock:{t:${tenantId}}:*`)
  await client.set(place, 'another owner')
  if (former.kind === 'owned') former.release()
  await gateway.shared.isLive()
  expect(await locks.isHeld(tenantId, key)).toBe(true)
})
