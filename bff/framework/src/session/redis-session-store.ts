import type { Redis } from 'ioredis'
import type { SessionRecord, SessionStore } from './session-store.ts'

const prefix = 'portico:session:'
/** As long as the longest session: an index outlives what it lists, and forgets what has ended by itself. */
const indexTtlMs = 12 * 3600_000
const replaceScript = `
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1`

/** For many processes. Rejects when Redis cannot be reached; the caller decides what that means. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: Redis
  readonly #now: () => number

  constructor(redis: Redis, now: () => number = Date.now) {
    this.#redis = redis
    this.#now = now
  }

  async find(key: string): Promise<SessionRecord | null> {
    const text = await this.#redis.get(prefix + key)
    return text === null ? null : (JSON.parse(text) as SessionRecord)
  }

  async save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    await Promise.all([
      this.#redis.set(prefix + key, JSON.stringify(record), 'PX', wholeMs(ttlMs)),
      ...indexesOf(record).map(index => this.#addTo(index, key)),
    ])
  }

  async replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean> {
    const texts = [JSON.stringify(read), JSON.stringify(record)]
    return (await this.#redis.eval(replaceScript, 1, prefix + key, ...texts, wholeMs(ttlMs))) === 1
  }

  async remove(key: string): Promise<void> {
    const text = await this.#redis.getdel(prefix + key)
    if (text === null) return
    await Promise.all(indexesOf(JSON.parse(text)).map(index => this.#redis.zrem(index, key)))
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

  async #addTo(index: string, key: string): Promise<void> {
    const now = this.#now()
    await Promise.all([
      this.#redis.zremrangebyscore(index, '-inf', now),
      this.#redis.zadd(index, now + indexTtlMs, key),
      this.#redis.pexpire(index, indexTtlMs),
    ])
  }

  async #removeIndexed(index: string): Promise<number> {
    const keys = await this.#redis.zrange(index, '0', '-1')
    const removed = await Promise.all(keys.map(key => this.#redis.del(prefix + key)))
    await this.#redis.del(index)
    return removed.reduce((sum, count) => sum + count, 0)
  }
}

function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs))
}

function indexesOf({ info: { tenant, user } }: SessionRecord): string[] {
  return [tenantIndex(tenant.id), userIndex(tenant.id, user.id)]
}

function tenantIndex(tenantId: string): string {
  return `portico:session-index:${tenantId}`
}

function userIndex(tenantId: string, userId: string): string {
  return `portico:session-index:${tenantId}:${userId}`
}
