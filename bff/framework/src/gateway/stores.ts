import { join } from 'node:path'
import type { SessionAccess } from '../access/session-access.ts'
import { AnswerCache } from '../cache/answer-cache.ts'
import { RedisLocks } from '../cache/answer-locks.ts'
import type { CacheTier } from '../cache/cache-tier.ts'
import { EntityCache } from '../cache/entity-cache.ts'
import { MemoryTier } from '../cache/memory-tier.ts'
import { NearTier } from '../cache/near-tier.ts'
import { RedisTier } from '../cache/redis-tier.ts'
import { LocalNotifications } from '../notifications/local-notifications.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { RedisNotifications } from '../notifications/redis-notifications.ts'
import {
  firstConnect,
  openRedis,
  openSubscriber,
  type RedisPatience,
  SharedRedis,
} from '../redis/shared-redis.ts'
import { MemorySessionStore } from '../session/memory-session-store.ts'
import { RedisSessionStore } from '../session/redis-session-store.ts'
import { SessionFile } from '../session/session-file.ts'
import { SessionRecords } from '../session/session-records.ts'
import { Sessions } from '../session/sessions.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Log } from '../telemetry/log.ts'

export interface Stores {
  sessions: Sessions
  entities: EntityCache
  answers: AnswerCache
  /** Of both. Closed with `entities`. */
  tier: CacheTier
  /** Closed with `entities`. */
  notifications: Notifications
  /** The first connection is made, or given up for now. */
  opened: Promise<void>
  /** Whether what is shared can be reached at this moment. */
  isLive(): Promise<boolean>
}

/** With a Redis everything in it is shared by all gateway processes; without, it belongs to this one. */
export function openStores(settings: GatewaySettings, access: SessionAccess, log: Log): Stores {
  return settings.redisUrl === null
    ? openOwnStores(settings.home, access, log)
    : openSharedStores(settings.redisUrl, settings.redisPatience, access, log)
}

function openOwnStores(home: string, access: SessionAccess, log: Log): Stores {
  const file = new SessionFile(join(home, 'sessions.json'), log)
  const store = new MemorySessionStore({
    kept: file.read(),
    onChange: kept => file.schedule(kept),
    onClose: kept => file.write(kept),
  })
  const notifications = new LocalNotifications()
  const tier = new MemoryTier()
  return {
    sessions: new Sessions(new SessionRecords(store, notifications), access, log),
    entities: new EntityCache(tier),
    answers: new AnswerCache(tier),
    tier,
    notifications,
    opened: Promise.resolve(),
    isLive: async () => true,
  }
}

function openSharedStores(
  redisUrl: string,
  patience: RedisPatience,
  access: SessionAccess,
  log: Log,
): Stores {
  const redis = new SharedRedis(openRedis(redisUrl, log), patience)
  const notifications = new RedisNotifications(redis, openSubscriber(redisUrl, log))
  const tier = new NearTier(new MemoryTier(), new RedisTier(redis), notifications)
  const records = new SessionRecords(new RedisSessionStore(redis), notifications)
  return {
    sessions: new Sessions(records, access, log),
    entities: new EntityCache(tier),
    answers: new AnswerCache(tier, { locks: new RedisLocks(redis), budgetMs: patience.shortMs }),
    tier,
    notifications,
    opened: firstConnect(redis.connection),
    isLive: () => redis.isLive(),
  }
}
