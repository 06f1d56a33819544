import { afterAll, beforeAll, describe, test } from 'vitest'
import { AnswerCache } from '../src/cache/answer-cache.ts'
import { answerKey, audienceOf, revisionsOf } from '../src/cache/answer-key.ts'
import { RedisTier } from '../src/cache/redis-tier.ts'
import { Sessions } from '../src/session/sessions.ts'
import { createLog } from '../src/telemetry/log.ts'
import { type RedisGroup, startRedisCluster, startRedisSentinel } from '../src/testing/redis-cluster.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { FakeAccess, openedOf } from './fake-access.ts'
import { openRedisRecords, openShared } from './redis-session.ts'

const info = testSession(['a.b'])
const made = { answer: 'a', body: 'a', services: ['product'] }
const question = {
  ...{ tenantId: 't1', operation: 'Products', lifetime: { freshMs: 60_000, staleMs: 0 } },
  key: answerKey({
    ...{ tenantId: 't1', operation: 'o', variables: '{}', locale: 'en', revisions: revisionsOf([]) },
    audience: audienceOf('PUBLIC', { userId: 'u', permissions: [], tenant: {} }),
  }),
}
/** Both at once, and so do their tests run: most of the time is that in which Redis takes a silent one for dead. */
let groups: Record<'cluster' | 'sentinel', RedisGroup>
beforeAll(async () => {
  const [cluster, sentinel] = await Promise.all([startRedisCluster(), startRedisSentinel()])
  groups = { cluster, sentinel }
})
afterAll(async () => {
  for (const group of Object.values(groups ?? {})) await group.stop()
})

describe.concurrent.each([
  ['a cluster of three masters with a replica each', 'cluster'],
  ['a master and its replica under three sentinels', 'sentinel'],
] as const)('%s', (_, kind) => {
  const open: { close(): unknown }[] = []
  afterAll(async () => {
    for (const one of open) await one.close()
  })

  async function gateway(): Promise<Sessions> {
    const sessions = new Sessions(
      await openRedisRecords(groups[kind].url),
      new FakeAccess(),
      createLog(() => {}),
    )
    open.push(sessions)
    return sessions
  }

  test('holds sessions and cached values of all tenants, and goes on when a master dies', async ({
    expect,
  }) => {
    const [one, other] = [await gateway(), await gateway()]
    const ids = await Promise.all(Array.from({ length: 30 }, () => one.create(openedOf(info), null)))
    const [ended = '', ...kept] = ids
    await one.end(ended)
    expect(await other.find(ended)).toBeNull()
    for (const id of kept) expect(await other.find(id)).toMatchObject({ info })

    const tier = new RedisTier(await openShared(groups[kind].url))
    open.push(tier)
    const slots = Array.from({ length: 30 }, (_, at) => ({ tenantId: `t${at}`, key: 'k', tags: ['a', 'b'] }))
    const isCached = async () => {
      const reads = await tier.read(slots)
      if (reads.every(read => read?.value === 'v')) return true
      await tier.write(
        slots.map((slot, at) => ({ slot, stamp: reads[at]?.stamp ?? '', value: 'v', ttlMs: 60_000 })),
      )
      return false
    }
    await expect.poll(isCached).toBe(true)
    const answers = new AnswerCache(tier)
    const keeps = async () => {
      const outcome = await answers.answer(question, async () => ({ ...made, key: question.key }))
      return 'kept' in outcome || outcome.isKept
    }
    expect(await keeps()).toBe(true)

    await groups[kind].killMaster('portico:cache:4:{t:t1}:k')
    // Answered meanwhile, kept or not.
    await keeps()
    // Every user stays logged in meanwhile, by what each process remembers.
    for (const id of kept) expect(await one.find(id)).toMatchObject({ info })
    const logsIn = () => one.create(openedOf(info), null).catch(() => null)
    await expect.poll(logsIn, { timeout: 30_000 }).not.toBeNull()
    for (const id of kept) {
      await expect.poll(() => other.find(id).catch(() => null), { timeout: 30_000 }).toMatchObject({ info })
    }
    await expect.poll(isCached, { timeout: 30_000 }).toBe(true)
    await expect.poll(keeps, { timeout: 30_000 }).toBe(true)
    await tier.invalidate('t1', ['a'])
    expect((await tier.read(slots.slice(1, 2)))[0]?.value).toBeNull()
  })
})
