export { connectTo, type RedisConnection } from './connect.ts'
export { BadRedisUrl, parseRedisUrl, REDIS_FORMS, type RedisPlace } from './redis-url.ts'
