import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Budgets } from '../src/load/budgets.ts'
import { RateLimit } from '../src/load/rate-limit.ts'
import { SharedSpending } from '../src/load/shared-spending.ts'
import { Unsent } from '../src/load/unsent.ts'
import { LocalNotifications } from '../src/notifications/local-notifications.ts'
import type { Notifications } from '../src/notifications/notifications.ts'
import { RedisNotifications } from '../src/notifications/redis-notifications.ts'
import { openSubscriber } from '../src/redis/shared-redis.ts'
import { createLog } from '../src/telemetry/log.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { openShared } from './redis-session.ts'

const ANNA = { tenantId: 't', userId: 'anna' }
/** Of another tenant: shows when the subscription has taken effect. */
const PROBE = { tenantId: 'probe', userId: 'probe' }
const LIMITS = { user: { perSecond: 1, burst: 100 }, tenant: { perSecond: 1, burst: 150 } }

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

/** One gateway process; `send` is the end of the pause under way. */
function startProcess(notifications: Notifications) {
  const budgets = new Budgets({ ...LIMITS, now: () => 0 })
  const links = new RateLimit({ max: 3, windowMs: 60_000, now: () => 0 })
  let send = () => {}
  const setTimer = (_ms: number, then: () => void) => {
    send = then
    return () => {}
  }
  const spending = new SharedSpending({ notifications, limits: { budgets, links }, setTimer })
  spending.start()
  // Nothing is noted before it is asked for once.
  send()
  return { budgets, links, spending, send: () => send() }
}

async function overRedis(): Promise<{ notifications: Notifications; close(): void }> {
  const log = createLog(() => {})
  const subscriber = openSubscriber(redis.url, log)
  if (subscriber.status !== 'ready') await once(subscriber, 'ready')
  const shared = await openShared(redis.url)
  const notifications = new RedisNotifications(shared, subscriber)
  return {
    notifications,
    close: () => {
      shared.close()
      notifications.close()
    },
  }
}

test.each(['local', 'redis'])(
  'limits of two processes are one limit, over %s notifications',
  async driver => {
    const local = new LocalNotifications()
    const links = driver === 'redis' ? [await overRedis(), await overRedis()] : []
    const [first, second] = [0, 1].map(n => startProcess(links[n]?.notifications ?? local))
    if (!first || !second) throw new Error('Two processes')
    await vi.waitFor(() => {
      first.budgets.charge(PROBE, 1)
      first.send()
      expect(second.budgets.left(PROBE).user).toBeLessThan(100)
    })
    first.budgets.charge(ANNA, 40)
    for (let call = 0; call < 3; call++) first.links.count('192.0.2.1')
    first.send()
    await vi.waitFor(() => expect(second.budgets.left(ANNA)).toEqual({ user: 60, tenant: 110 }))
    expect(() => second.budgets.charge(ANNA, 70)).toThrow(
      expect.objectContaining({ code: 'USER_BUDGET_SPENT' }),
    )
    expect(() => second.links.count('192.0.2.1')).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }))
    second.links.count('192.0.2.2')
    for (const process of [first, second]) process.spending.stop()
    for (const link of links) link.close()
  },
)

test('each process counts for itself while notifications fail, and what was spent twice stays so', async () => {
  const local = new LocalNotifications()
  const { budgets, send, spending } = startProcess({
    ...local,
    publish: () => Promise.reject(new Error('away')),
    subscribe: local.subscribe.bind(local),
    close: () => {},
  })
  budgets.charge(ANNA, 60)
  send()
  budgets.takeOff([['user t anna', 1_000]])
  expect(budgets.left(ANNA)).toEqual({ user: 0, tenant: 90 })
  spending.stop()
})

test('100,000 different keys do not grow what waits to be sent, nor what is counted', () => {
  const unsent = new Unsent(1_000)
  unsent.take(0)
  for (let n = 0; n < 100_000; n++) unsent.note(`key ${n}`, 1)
  unsent.note('key 7', 2)
  expect(unsent.take(1)).toEqual([['key 0', 1]])
  const rest = unsent.take(100_000)
  expect(rest).toHaveLength(999)
  expect(rest).toContainEqual(['key 7', 3])
  const limit = new RateLimit({ max: 1, windowMs: 60_000 })
  for (let n = 0; n < 100_000; n++) limit.count(`name ${n}`)
  expect(limit.size).toBe(10_000)
})
