import { expect, test } from 'vitest'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import { KeptTexts, type TextCache, textsInTier } from '../src/graphql/kept-texts.ts'
import { hashOf } from '../src/graphql/operations.ts'

const text = '{ok}'
const hash = hashOf(text)

function open(now?: () => number) {
  const tier = new MemoryTier(now ? { now } : {})
  return { tier, texts: new KeptTexts({ cacheOf: tenantId => textsInTier(tier, tenantId) }) }
}

/** What is kept is not waited for; a cache in memory is done when all that is due has run. */
const kept = () => new Promise(resolve => setImmediate(resolve))

test('a text is found by its hash, by its tenant alone, for an hour', async () => {
  let now = 0
  const { texts } = open(() => now)
  texts.keep('t_1', hash, text)
  await kept()
  expect(await texts.find('t_1', hash)).toBe(text)
  expect(await texts.find('t_2', hash)).toBeUndefined()
  // Of two tenants no two lists of parts may make one key.
  expect(await texts.find('t_', hash)).toBeUndefined()
  now = 3_600_000
  expect(await texts.find('t_1', hash)).toBeUndefined()
})

test('a hash never brings another text, whatever the cache holds', async () => {
  const poisoned: TextCache = { get: async () => 'mutation{pay}', set: async () => {} }
  expect(await new KeptTexts({ cacheOf: () => poisoned }).find('t_1', hash)).toBeUndefined()
})

test('a cache in trouble keeps nothing, and is waited for by no call', async () => {
  const broken: TextCache = { get: async () => undefined, set: () => Promise.reject(new Error('away')) }
  new KeptTexts({ cacheOf: () => broken }).keep('t_1', hash, text)
  await kept()
})

test('a flood of texts pushes out none, neither of its tenant nor of another, and takes no more than its places', async () => {
  const { texts, tier } = open()
  texts.keep('t_1', hash, text)
  texts.keep('t_2', hash, text)
  await kept()
  let found = 0
  const flood = Array.from({ length: 3_000 }, (_, at) => `{a${at}:ok}`)
  for (const one of flood) await textsInTier(tier, 't_1').set(`apq:${hashOf(one)}`, one)
  for (const one of flood) if ((await texts.find('t_1', hashOf(one))) !== undefined) found += 1
  expect(await texts.find('t_1', hash)).toBe(text)
  expect(await texts.find('t_2', hash)).toBe(text)
  expect(found).toBeGreaterThan(400)
  expect(found).toBeLessThanOrEqual(511)
})

test('a text of over 4,096 characters is not kept', async () => {
  const { texts } = open()
  const long = `{ok #${'x'.repeat(4_096)}\n}`
  texts.keep('t_1', hashOf(long), long)
  await kept()
  expect(await texts.find('t_1', hashOf(long))).toBeUndefined()
})
