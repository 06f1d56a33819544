export { startFar } from './far-redis.ts'
export { readFromRedis } from './read-from-redis.ts'
export { type RedisServer, startRedis } from './redis-server.ts'
