import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LocalNotifications } from '../src/notifications/local-notifications.ts'
import type { Notifications } from '../src/notifications/notifications.ts'
import { RedisNotifications } from '../src/notifications/redis-notifications.ts'
import { openSubscriber } from '../src/redis/shared-redis.ts'
import { createLog } from '../src/telemetry/log.ts'
import { type RedisServer, startRedis } from '../src/testing/redis-server.ts'
import { openShared } from './redis-session.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.kill())

const drivers: Record<string, () => Promise<Notifications>> = {
  local: async () => new LocalNotifications(),
  redis: async () => {
    const subscriber = openSubscriber(
      redis.url,
      createLog(() => {}),
    )
    if (subscriber.status !== 'ready') await once(subscriber, 'ready')
    const shared = await openShared(redis.url)
    const driver = new RedisNotifications(shared, subscriber)
    return Object.assign(driver, {
      close() {
        shared.close()
        subscriber.disconnect()
      },
    })
  },
}

describe.each(Object.entries(drivers))('notifications, %s', (_name, open) => {
  let notifications: Notifications
  beforeEach(async () => {
    notifications = await open()
  })
  afterEach(() => notifications.close())

  /** A subscription takes effect a moment later. */
  async function listen(channel: string): Promise<{ texts: string[]; stop: () => void }> {
    const texts: string[] = []
    const stop = notifications.subscribe(channel, { onMessage: text => texts.push(text) })
    await vi.waitFor(async () => {
      await notifications.publish(channel, 'is it there?')
      expect(texts).not.toEqual([])
    })
    texts.length = 0
    return { texts, stop }
  }

  it.each([{}, { mayBeLost: true }])(
    'reach each listener of their channel, and of no other: %j',
    async options => {
      const [first, second, other] = await Promise.all([listen('a'), listen('a'), listen('b')])
      await notifications.publish('b', 'before', options)
      await vi.waitFor(() => expect(other.texts.at(-1)).toBe('before'))
      first.texts.length = 0
      second.texts.length = 0
      await notifications.publish('a', 'one', options)
      await notifications.publish('a', 'two', options)
      await vi.waitFor(() =>
        expect([first.texts, second.texts]).toEqual([
          ['one', 'two'],
          ['one', 'two'],
        ]),
      )
      expect(other.texts.at(-1)).toBe('before')
    },
  )

  it('reach no listener that has stopped, and go on to the rest', async () => {
    const [stopped, rest] = [await listen('c'), await listen('c')]
    stopped.stop()
    stopped.texts.length = 0
    await notifications.publish('c', 'later')
    await vi.waitFor(() => expect(rest.texts).toContain('later'))
    expect(stopped.texts).toEqual([])
  })

  it('without a listener are sent into the void', async () => {
    await expect(notifications.publish('nothing', 'x')).resolves.toBeUndefined()
  })
})

it('a subscription that Redis refuses is asked for again, and what was missed is a gap', async () => {
  const notifications = await drivers.redis?.()
  const admin = await openShared(redis.url)
  const texts: string[] = []
  const onGap = vi.fn()
  try {
    await admin.connection.call('ACL', 'SETUSER', 'default', 'resetchannels')
    notifications?.subscribe('guarded', { onMessage: text => texts.push(text), onGap })
    // One for the connection, one for the refusal.
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(2))
    await admin.connection.call('ACL', 'SETUSER', 'default', 'allchannels')
    await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(3), { timeout: 10_000 })
    await notifications?.publish('guarded', 'there again')
    await vi.waitFor(() => expect(texts).toEqual(['there again']))
  } finally {
    await admin.connection.call('ACL', 'SETUSER', 'default', 'allchannels')
    admin.close()
    notifications?.close()
  }
})

it('a new connection subscribes to nothing by itself, for its failure would be handled by no caller', async () => {
  const subscriber = openSubscriber(
    redis.url,
    createLog(() => {}),
  )
  const shared = await openShared(redis.url)
  if (subscriber.status !== 'ready') await once(subscriber, 'ready')
  await subscriber.subscribe('some')
  const isBack = once(subscriber, 'ready')
  await shared.connection.client('KILL', 'TYPE', 'PUBSUB')
  await isBack
  // Answered after all that was sent before it on this connection.
  await subscriber.ping()
  expect(await shared.connection.pubsub('NUMSUB', 'some')).toEqual(['some', 0])
  subscriber.disconnect()
  shared.close()
})
