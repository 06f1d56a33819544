import type { Redis } from 'ioredis'
import type { SessionRecord, SessionStore } from './session-store.ts'

const prefix = 'portico:session:'
/** As long as the longest session, so an index outlives what it lists. */
const indexTtlSeconds = 12 * 3600

/** For many processes. Rejects when Redis cannot be reached; the caller decides what that means. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: Redis

  constructor(redis: Redis) {
    this.#redis = redis
  }

  async find(key: string): Promise<SessionRecord | null> {
    const text = await this.#redis.get(prefix + key)
    return text === null ? null : (JSON.parse(text) as SessionRecord)
  }

  async save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    const { tenant, user } = record.info
    const indexes = [tenantIndex(tenant.id), userIndex(tenant.id, user.id)]
    await Promise.all([
      this.#redis.set(prefix + key, JSON.stringify(record), 'PX', Math.max(1, Math.ceil(ttlMs))),
      ...indexes.flatMap(index => [this.#redis.sadd(index, key), this.#redis.expire(index, indexTtlSeconds)]),
    ])
  }

  async remove(key: string): Promise<void> {
    await this.#redis.del(prefix + key)
  }

  removeByUser(tenantId: string, userId: string): Promise<number> {
    return this.#removeIndexed(userIndex(tenantId, userId))
  }

  removeByTenant(tenantId: string): Promise<number> {
    return this.#removeIndexed(tenantIndex(tenantId))
  }

  async close(): Promise<void> {
    this.#redis.disconnect()
  }

  async #removeIndexed(index: string): Promise<number> {
    const keys = await this.#redis.smembers(index)
    const removed = await Promise.all(keys.map(key => this.#redis.del(prefix + key)))
    await this.#redis.del(index)
    return removed.reduce((sum, count) => sum + count, 0)
  }
}

function tenantIndex(tenantId: string): string {
  return `portico:sessions-of:${tenantId}`
}

function userIndex(tenantId: string, userId: string): string {
  return `portico:sessions-of:${tenantId}:${userId}`
}
