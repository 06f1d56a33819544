export { connectTo, type RedisConnection } from './connect.ts'
export { BadRedisUrl, parseRedisUrl, type RedisPlace, redisForms } from './redis-url.ts'
