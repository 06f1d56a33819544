import { expect, test } from 'vitest'
import { CacheFuzz } from '../src/testing/cache-fuzz/index.ts'

const SEED = 20_261_130

test("of 10,000 requests of any tenant, user, role, language and release none is answered by another's, or from before a write", async () => {
  const { hits, writes, crossed } = await new CacheFuzz({ requests: 10_000, seed: SEED }).run()
  expect(crossed).toEqual([])
  expect(hits).toBeGreaterThan(2_000)
  expect(writes).toBeGreaterThan(50)
})

test.each([
  ['tenant and class', { without: ['tenantId', 'audience'] }],
  ['class', { without: ['audience'] }],
  ['language', { without: ['locale'] }],
  ['revisions', { without: ['revisions'] }],
  ['variables', { without: ['variables'] }],
  ['the void that writes make', { isDeaf: true }],
] as const)('a cache without %s is found out', async (_name, fault) => {
  const { crossedCount } = await new CacheFuzz({ requests: 1_000, seed: SEED, ...fault }).run()
  expect(crossedCount).toBeGreaterThan(0)
})
