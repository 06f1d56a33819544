import { EntityCache } from './cache/entity-cache.ts'
import { MemoryTier } from './cache/memory-tier.ts'
import { NearRedisTier } from './cache/near-redis-tier.ts'
import { connectRedis } from './cache/redis-client.ts'
import { RedisTier } from './cache/redis-tier.ts'
import { MemorySessionStore } from './session/memory-session-store.ts'
import { RedisSessionStore } from './session/redis-session-store.ts'
import { Sessions } from './session/sessions.ts'
import type { Log } from './telemetry/log.ts'

export interface Stores {
  sessions: Sessions
  entities: EntityCache
}

/** With a Redis everything in it is shared by all gateway processes; without, it lives and ends with this one. */
export function openStores(redisUrl: string | null, log: Log): Stores {
  if (redisUrl === null) {
    return {
      sessions: new Sessions(new MemorySessionStore(), log),
      entities: new EntityCache(new MemoryTier()),
    }
  }
  const redis = connectRedis(redisUrl, log)
  // Nothing is sent on a subscription for long; a socket that is only silent must not be taken for dead.
  const subscriber = connectRedis(redisUrl, log, { socketTimeout: undefined, enableAutoPipelining: false })
  const tier = new NearRedisTier(new MemoryTier(), new RedisTier(redis), redis, subscriber)
  return { sessions: new Sessions(new RedisSessionStore(redis), log), entities: new EntityCache(tier) }
}
