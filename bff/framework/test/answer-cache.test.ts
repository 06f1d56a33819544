import { describe, expect, test } from 'vitest'
import { AnswerCache } from '../src/cache/answer-cache.ts'
import { type AnswerKey, answerKey, audienceOf, revisionsOf } from '../src/cache/answer-key.ts'
import type { AnswerLocks } from '../src/cache/answer-locks.ts'
import { ALL_ANSWERS, operationTag, serviceTag, widened } from '../src/cache/answer-tags.ts'
import type { AnswerOutcome, AnswerQuestion, Computed } from '../src/cache/answer-types.ts'
import type { CacheTier } from '../src/cache/cache-tier.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import { NearTier } from '../src/cache/near-tier.ts'
import { LocalNotifications } from '../src/notifications/local-notifications.ts'

const asker = { userId: 'u1', permissions: ['b', 'a'], tenant: { currency: 'CNY' } }
const audience = audienceOf('ROLE', asker)
const revisions = revisionsOf([['product', 'stable@1']])
const parts = { tenantId: 't1', operation: 'o1', variables: '{}', audience, locale: 'en', revisions }

function question(more: Partial<AnswerQuestion> = {}): AnswerQuestion {
  const lifetime = { freshMs: 10_000, staleMs: 20_000 }
  return { tenantId: 't1', key: answerKey(parts), operation: 'Products', lifetime, ...more }
}

/** Answers made one after another, each with its number. */
function maker(key: AnswerKey = answerKey(parts), services: string[] | null = ['product']) {
  const made = { count: 0, renewals: 0, gates: [] as (() => void)[], isHeld: false, compute }
  async function compute(isRenewal = false): Promise<Computed<string>> {
    if (isRenewal) made.renewals += 1
    made.count += 1
    const body = `answer ${made.count}`
    if (made.isHeld) await new Promise<void>(resolve => made.gates.push(resolve))
    return { answer: body, body, services, key }
  }
  return made
}

const bodyOf = (outcome: Awaited<ReturnType<AnswerCache['answer']>>) =>
  'kept' in outcome ? outcome.kept.body : outcome.computed
async function isKept(asked: Promise<AnswerOutcome<string>>): Promise<boolean | null> {
  const outcome = await asked
  return 'computed' in outcome ? outcome.isKept : null
}
const write = (tier: CacheTier, service = 'product') => tier.invalidate('t1', widened([serviceTag(service)]))
/** Two gateways with the same far tier. */
function twoGateways() {
  const far = new MemoryTier()
  const notifications = new LocalNotifications()
  const tiers = [0, 1].map(() => new NearTier(new MemoryTier(), far, notifications)) as [NearTier, NearTier]
  return { tiers, caches: tiers.map(tier => new AnswerCache(tier)) as [AnswerCache, AnswerCache] }
}

describe('a key', () => {
  test('without tenant, class or revisions, or of plain text, does not type-check', () => {
    const { tenantId: _, ...noTenant } = parts
    const { audience: __, ...noAudience } = parts
    const { revisions: ___, ...noRevisions } = parts
    const neverRun = [
      // @ts-expect-error
      () => answerKey(noTenant),
      // @ts-expect-error
      () => answerKey(noAudience),
      // @ts-expect-error
      () => answerKey({ ...noAudience, audience: 'ROLE' }),
      // @ts-expect-error
      () => answerKey(noRevisions),
      // @ts-expect-error
      () => answerKey({ ...noRevisions, revisions: '' }),
      // @ts-expect-error
      () => question({ key: 'any text' }),
    ]
    expect(neverRun).toHaveLength(6)
    expect(answerKey(parts)).toBe(answerKey({ ...parts }))
  })

  test('differs with each of its parts, and parts never run into each other', () => {
    const others = [
      { tenantId: 't11' },
      { operation: 'o2' },
      { variables: '{"a":1}' },
      { locale: 'zh-CN' },
      { audience: audienceOf('USER', asker) },
      { audience: audienceOf('PUBLIC', asker) },
      { audience: audienceOf('ROLE', { ...asker, permissions: ['a'] }) },
      { audience: audienceOf('PUBLIC', { ...asker, tenant: { currency: 'EUR' } }) },
      { revisions: revisionsOf([['product', 'gray@2']]) },
      { tenantId: 't', operation: '1o1' },
    ]
    const keys = [parts, ...others.map(other => ({ ...parts, ...other }))].map(answerKey)
    expect(new Set(keys).size).toBe(keys.length)
    expect(audienceOf('ROLE', { ...asker, userId: 'u2', permissions: ['a', 'b'] })).toBe(audience)
    expect(audienceOf('USER', { ...asker, userId: 'u2' })).not.toBe(audienceOf('USER', asker))
  })
})

describe.each([
  ['memory', () => new MemoryTier()],
  [
    'memory before a shared tier',
    () => new NearTier(new MemoryTier(), new MemoryTier(), new LocalNotifications()),
  ],
] as const)('kept in %s', (_name, open) => {
  test('an answer is made once, and again after a write to a service that it was read from', async () => {
    const tier = open()
    const cache = new AnswerCache(tier)
    const made = maker()
    expect(bodyOf(await cache.answer(question(), made.compute))).toBe('answer 1')
    expect(cache.findNow(question(), made.compute)?.body).toBe('answer 1')
    await write(tier, 'party')
    expect(cache.findNow(question(), made.compute)?.body).toBe('answer 1')
    await write(tier)
    expect(cache.findNow(question(), made.compute)).toBeNull()
    expect(bodyOf(await cache.answer(question(), made.compute))).toBe('answer 2')
  })

  test('an answer made from what a write has changed meanwhile is not kept', async () => {
    const tier = open()
    const cache = new AnswerCache(tier)
    const made = maker()
    made.isHeld = true
    const first = cache.answer(question(), made.compute)
    await expect.poll(() => made.gates.length).toBe(1)
    await write(tier)
    made.gates[0]?.()
    expect(await isKept(first)).toBe(false)
    made.isHeld = false
    expect(cache.findNow(question(), made.compute)).toBeNull()
    expect(bodyOf(await cache.answer(question(), made.compute))).toBe('answer 2')
  })

  test('who asks after a write does not wait for an answer that was begun before', async () => {
    const tier = open()
    const cache = new AnswerCache(tier)
    const made = maker()
    made.isHeld = true
    const before = cache.answer(question(), made.compute)
    const joined = cache.answer(question(), made.compute)
    await expect.poll(() => made.gates.length).toBe(1)
    await write(tier)
    const after = cache.answer(question(), made.compute)
    await expect.poll(() => made.gates.length).toBe(2)
    for (const open of made.gates) open()
    expect([await before, await joined, await after].map(bodyOf)).toEqual([
      'answer 1',
      'answer 1',
      'answer 2',
    ])
  })

  test('what is not to be kept, or fails, is asked for by each', async () => {
    const cache = new AnswerCache(open())
    const made = maker(answerKey(parts), null)
    const both = await Promise.all([1, 2].map(() => cache.answer(question(), made.compute)))
    expect(both.map(bodyOf).sort()).toEqual(['answer 1', 'answer 2'])
    const failing = async (): Promise<Computed<string>> => Promise.reject(new Error('away'))
    await expect(cache.answer(question(), failing)).rejects.toThrow('away')
    expect(bodyOf(await cache.answer(question(), maker().compute))).toBe('answer 1')
  })

  test('what turned out to have another key is found by it, and is no answer of those who waited', async () => {
    const cache = new AnswerCache(open())
    const key = answerKey({ ...parts, revisions: revisionsOf([['product', 'gray@2']]) })
    const made = maker(key)
    await Promise.all([1, 2].map(() => cache.answer(question(), made.compute)))
    expect(made.count).toBe(2)
    expect(cache.findNow(question(), made.compute)).toBeNull()
    expect(cache.findNow(question({ key }), made.compute)?.body).toMatch(/^answer/)
  })

  test('a drop makes void what it names', async () => {
    const tier = open()
    const cache = new AnswerCache(tier)
    const drop = (tenantId: string, tag: string) => tier.invalidate(tenantId, widened([tag]))
    const made = maker()
    await cache.answer(question(), made.compute)
    await drop('t2', ALL_ANSWERS)
    await drop('t1', operationTag('Others'))
    expect(cache.findNow(question(), made.compute)).not.toBeNull()
    await drop('t1', operationTag('Products'))
    expect(cache.findNow(question(), made.compute)).toBeNull()
    await cache.answer(question(), made.compute)
    await drop('t1', ALL_ANSWERS)
    expect(cache.findNow(question(), made.compute)).toBeNull()
  })
})

describe('an answer that ages', () => {
  test('is given once more while one is made, and not beyond its stale time', async () => {
    let now = 0
    const tier = new MemoryTier({ now: () => now })
    const cache = new AnswerCache(tier, { now: () => now, random: () => 0.5 })
    const made = maker()
    await cache.answer(question(), made.compute)
    now = 10_001
    expect(cache.findNow(question(), made.compute)?.body).toBe('answer 1')
    await expect.poll(() => cache.findNow(question(), made.compute)?.body).toBe('answer 2')
    expect([made.count, made.renewals]).toEqual([2, 1])
    now += 30_001
    expect(cache.findNow(question(), made.compute)).toBeNull()
  })

  test('is made anew a little before its end by about one of many, in the background', async () => {
    let now = 0
    let random = 0.5
    const cache = new AnswerCache(new MemoryTier({ now: () => now }), {
      now: () => now,
      random: () => random,
    })
    const made = maker()
    const slow = async () => {
      const end = performance.now() + 5
      while (performance.now() < end);
      return made.compute()
    }
    await cache.answer(question(), slow)
    now = 9_999
    random = 0
    expect(cache.findNow(question(), made.compute)?.body).toBe('answer 1')
    expect(made.count).toBe(1)
    random = 0.999_999
    expect(cache.findNow(question(), made.compute)?.body).toBe('answer 1')
    await expect.poll(() => cache.findNow(question(), made.compute)?.body).toBe('answer 2')
  })

  test('is never given after a write, stale time or not', async () => {
    let now = 0
    const tier = new MemoryTier({ now: () => now })
    const cache = new AnswerCache(tier, { now: () => now })
    const made = maker()
    await cache.answer(question(), made.compute)
    now = 15_000
    await write(tier)
    expect(cache.findNow(question(), made.compute)).toBeNull()
  })
})

describe('two gateways with one shared tier', () => {
  test('find what the other has kept, and void it for both', async () => {
    const { tiers, caches } = twoGateways()
    const made = maker()
    await caches[0].answer(question(), made.compute)
    expect(await caches[1].answer(question(), made.compute)).toMatchObject({ use: 'shared' })
    expect(caches[1].findNow(question(), made.compute)?.body).toBe('answer 1')
    await write(tiers[0])
    expect(caches.map(cache => cache.findNow(question(), made.compute))).toEqual([null, null])
    expect(bodyOf(await caches[1].answer(question(), made.compute))).toBe('answer 2')
  })

  test('wait for the one that is at work, and no longer than it is', async () => {
    const far = new MemoryTier()
    let isHeld = true
    const locks: AnswerLocks = {
      take: async () => ({ kind: 'held' }),
      isHeld: async () => isHeld,
    }
    const tier = new NearTier(new MemoryTier(), far, new LocalNotifications())
    const waiting = new AnswerCache(tier, { locks })
    const working = new AnswerCache(new NearTier(new MemoryTier(), far, new LocalNotifications()))
    const made = maker()
    const waited = waiting.answer(question(), made.compute)
    await working.answer(question(), made.compute)
    expect(await waited).toMatchObject({ use: 'shared' })
    isHeld = false
    await write(tier)
    expect(bodyOf(await waiting.answer(question(), made.compute))).toBe('answer 2')
  })
})

test('memory forgets what was stamped before messages were missed', async () => {
  const tier = new MemoryTier()
  const cache = new AnswerCache(tier)
  const made = maker()
  made.isHeld = true
  const first = cache.answer(question(), made.compute)
  await expect.poll(() => made.gates.length).toBe(1)
  tier.clear()
  made.gates[0]?.()
  expect(await isKept(first)).toBe(false)
})

test('an answer beyond the limit is given and not kept', async () => {
  const cache = new AnswerCache(new MemoryTier())
  const body = 'x'.repeat(300_000)
  const compute = async () => ({ answer: body, body, services: ['product'], key: answerKey(parts) })
  expect(await isKept(cache.answer(question(), compute))).toBe(false)
})
