export { readFromRedis } from './read-from-redis.ts'
export { type RedisServer, startRedis } from './redis-server.ts'
