import type { Redis } from 'ioredis'
import { readSession, writeSession } from './session-format.ts'
import type { SessionRecord, SessionStore } from './session-store.ts'
import { absoluteMs, idleMs } from './sessions.ts'

const prefix = 'portico:session:'
/** Keys of sessions that were ended or cut short. */
const changedChannel = 'portico:session-changed'
/** What stands where a session was ended, for as long as a process may remember it: nobody puts it back. */
const ended = 'ended'
/** As long as the longest session: an index outlives what it lists, and forgets what has ended by itself. */
const indexTtlMs = absoluteMs
const replaceScript = `
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1`

/** For many processes. Rejects when Redis cannot be reached; the caller decides what that means. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: Redis
  readonly #subscriber: Redis
  readonly #now: () => number

  /** The subscriber may be shared with other listeners; it is closed by whoever opened it. */
  constructor(redis: Redis, subscriber: Redis, now: () => number = Date.now) {
    this.#redis = redis
    this.#subscriber = subscriber
    this.#now = now
  }

  onChanged(heard: (key: string) => void): void {
    const subscribe = () => void this.#subscriber.subscribe(changedChannel).catch(() => null)
    this.#subscriber.on('ready', subscribe)
    if (this.#subscriber.status === 'ready') subscribe()
    this.#subscriber.on('message', (channel, key) => {
      if (channel === changedChannel) heard(key)
    })
  }

  onBack(heard: () => void): void {
    this.#redis.on('ready', heard)
  }

  async find(key: string): Promise<SessionRecord | null> {
    return parse(await this.#redis.get(prefix + key))
  }

  async save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    await Promise.all([
      this.#redis.set(prefix + key, writeSession(record), 'PX', wholeMs(ttlMs)),
      this.#index(key, record),
    ])
  }

  async replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean> {
    const texts = [writeSession(read), writeSession(record)]
    return (await this.#redis.eval(replaceScript, 1, prefix + key, ...texts, wholeMs(ttlMs))) === 1
  }

  async cutShort(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    await Promise.all([this.save(key, record, ttlMs), this.#redis.publish(changedChannel, key)])
  }

  async restore(key: string, record: SessionRecord, ttlMs: number): Promise<SessionRecord | null> {
    const put = await this.#redis.set(prefix + key, writeSession(record), 'PX', wholeMs(ttlMs), 'NX')
    if (put === null) return this.find(key)
    await this.#index(key, record)
    return record
  }

  async remove(key: string): Promise<void> {
    const record = await this.#end(key)
    if (record) await Promise.all(indexesOf(record).map(index => this.#redis.zrem(index, key)))
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

  /** Returns what it was; null when it was none. */
  async #end(key: string): Promise<SessionRecord | null> {
    const [text] = await Promise.all([
      this.#redis.set(prefix + key, ended, 'PX', idleMs, 'GET'),
      this.#redis.publish(changedChannel, key),
    ])
    return parse(text)
  }

  async #index(key: string, record: SessionRecord): Promise<void> {
    await Promise.all(indexesOf(record).map(index => this.#addTo(index, key)))
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
    const removed = await Promise.all(keys.map(key => this.#end(key)))
    await this.#redis.del(index)
    return removed.filter(record => record !== null).length
  }
}

function parse(text: string | null): SessionRecord | null {
  return text === null || text === ended ? null : readSession(text)
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
