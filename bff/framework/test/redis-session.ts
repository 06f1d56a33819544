import { once } from 'node:events'
import { connectTo, type RedisConnection } from '@portico/redis'
import { RedisNotifications } from '../src/notifications/redis-notifications.ts'
import { openRedis, openSubscriber, SharedRedis } from '../src/redis/shared-redis.ts'
import { RedisSessionStore } from '../src/session/redis-session-store.ts'
import type { SessionStore } from '../src/session/session-store.ts'
import { readRedis } from '../src/settings/redis.ts'
import { createLog } from '../src/telemetry/log.ts'

const log = createLog(() => {})

/** A store of one gateway process, with connections of its own. */
export async function openRedisStore(url: string): Promise<SessionStore> {
  const subscriber = openSubscriber(url, log)
  const [shared] = await Promise.all([openShared(url), ready(subscriber)])
  const store = new RedisSessionStore(shared, new RedisNotifications(shared, subscriber))
  const close = store.close.bind(store)
  store.close = async () => {
    subscriber.disconnect()
    await close()
  }
  return store
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
