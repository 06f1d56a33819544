import { once } from 'node:events'
import { connectTo, type RedisConnection } from '@portico/redis'
import type { Notifications } from '../src/notifications/notifications.ts'
import { RedisNotifications } from '../src/notifications/redis-notifications.ts'
import { openRedis, openSubscriber, SharedRedis } from '../src/redis/shared-redis.ts'
import { RedisSessionStore } from '../src/session/redis-session-store.ts'
import { SessionRecords } from '../src/session/session-records.ts'
import { readRedis } from '../src/settings/redis.ts'
import { createLog } from '../src/telemetry/log.ts'

const log = createLog(() => {})

/** As one gateway process has them, with connections of its own. */
export async function openRedisRecords(url: string): Promise<SessionRecords> {
  const subscriber = openSubscriber(url, log)
  const shared = await openShared(url)
  const notifications = new RedisNotifications(shared, subscriber)
  const records = new SessionRecords(new RedisSessionStore(shared), notifications)
  await subscribed(notifications)
  const close = records.close.bind(records)
  records.close = async () => {
    notifications.close()
    await close()
  }
  return records
}

/** As a gateway has it, connected. */
export async function openShared(url: string, patience = readRedis({}).redisPatience): Promise<SharedRedis> {
  const connection = openRedis(url, log)
  const shared = new SharedRedis(connection, patience)
  await ready(connection)
  return shared
}

/** A client of the test's own. */
export function connect(url: string): Promise<RedisConnection> {
  return ready(connectTo(url))
}

async function ready<R extends RedisConnection>(redis: R): Promise<R> {
  if (redis.status !== 'ready') await once(redis, 'ready')
  return redis
}

/**
 * Resolves when the subscriptions made so far are in force. A subscription that takes effect late counts as a gap in the messages,
 * and clears near copies in the midst of a test.
 */
export function subscribed(notifications: Notifications): Promise<void> {
  // One as it begins, one as it is in force; a connection takes them one after the other.
  let gapsLeft = 2
  return new Promise(resolve => {
    const onGap = () => {
      gapsLeft -= 1
      if (gapsLeft === 0) resolve()
    }
    notifications.subscribe('after all others', { onMessage() {}, onGap })
  })
}
