import { BadRedisUrl, parseRedisUrl } from '@portico/redis'
import type { RedisPatience } from '../redis/shared-redis.ts'
import { badSetting, type Env, gatewayReader } from './values.ts'

/** Null where there is no Redis. The URL is not repeated, for it may hold a password. Faults: BAD_SETTING. */
export function readRedis(env: Env): { redisUrl: string | null; redisPatience: RedisPatience } {
  const settings = gatewayReader(env)
  const shortMs = settings.integer('PORTICO_REDIS_CACHE_MS')
  const longMs = env.PORTICO_REDIS_SESSION_MS
    ? settings.integer('PORTICO_REDIS_SESSION_MS')
    : Math.max(shortMs, settings.integer('PORTICO_REDIS_SESSION_MS'))
  if (shortMs > longMs) throw badSetting('PORTICO_REDIS_CACHE_MS must not be over PORTICO_REDIS_SESSION_MS.')
  return { redisUrl: readRedisUrl(env.REDIS_URL), redisPatience: { shortMs, longMs } }
}

function readRedisUrl(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  try {
    parseRedisUrl(text)
    return text
  } catch (cause) {
    if (cause instanceof BadRedisUrl) throw badSetting(`REDIS_URL cannot be used. ${cause.message}`)
    throw cause
  }
}
