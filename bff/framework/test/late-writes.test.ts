import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { serviceTag } from '../src/cache/answer-tags.ts'
import { EntityCache } from '../src/cache/entity-cache.ts'
import { MemoryTier } from '../src/cache/memory-tier.ts'
import { AppError } from '../src/errors/app-error.ts'
import { followWrite } from '../src/graphql/watched-client.ts'

let entities: EntityCache
/** Of the service, which a write changes. */
let stored: string

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  entities = new EntityCache(new MemoryTier())
  stored = 'old'
})
afterEach(async () => {
  await entities.close()
  vi.useRealTimers()
})

const reach = { revision: 'stable' }
const cache = () => entities.forTenant('t1', () => reach)
async function read(): Promise<string | null> {
  const request = { service: 'party', entity: 'party.Customer', ids: ['c1'], ttlMs: 45_000 }
  const found = await cache().readThrough({
    ...request,
    tagsOf: () => ['party.Customer', serviceTag('party')],
    fetch: async () => new Map([['c1', stored]]),
  })
  // It is kept beside the answer.
  await nextTurn()
  return found.get('c1') ?? null
}
const write = (answer: Promise<unknown>) =>
  followWrite(answer, isLate => {
    const tags = [serviceTag('party')]
    return isLate ? cache().invalidateLate(tags) : cache().invalidate(tags)
  }).catch(() => null)

test('what was read after a write that timed out, and before the service did it, is void a second later', async () => {
  await write(Promise.reject(new AppError('UPSTREAM_TIMEOUT', 'sales did not answer in time.')))
  expect(await read()).toBe('old')
  stored = 'new'
  expect(await read()).toBe('old')
  vi.advanceTimersByTime(1_000)
  expect(await read()).toBe('new')
})

test('the service may take half a minute for it, and no longer', async () => {
  await write(Promise.reject(new AppError('UPSTREAM_UNAVAILABLE', 'sales is not available.')))
  vi.advanceTimersByTime(29_000)
  expect(await read()).toBe('old')
  stored = 'new'
  expect(await read()).toBe('old')
  vi.advanceTimersByTime(2_000)
  expect(await read()).toBe('new')
  expect(vi.getTimerCount()).toBe(0)
})

test.each([
  ['was answered', async () => {}],
  ['was refused by the service', () => Promise.reject(new AppError('INVALID_REQUEST', 'No.'))],
  ['did not come to the service', () => Promise.reject(new AppError('UPSTREAM_BUSY', 'Full.'))],
])('a write that %s is waited for no longer', async (_, answer) => {
  await write(answer())
  expect(vi.getTimerCount()).toBe(0)
})
