import type { RedisConnection } from '@portico/redis'
import type { SessionRecord } from '../access/session-record.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { SharedRedis } from '../redis/shared-redis.ts'
import { readSession, writeSession } from './session-format.ts'
import { type SessionStore, StoreFull } from './session-store.ts'
import { IDLE_MS } from './sessions.ts'

const PREFIX = 'portico:session:'
/** Keys of sessions that were ended or cut short. */
const CHANGED_CHANNEL = 'portico:session-changed'
/** What stands where a session was ended, for as long as a process may remember it: none puts it back. */
const ENDED = 'ended'
const REPLACE_SCRIPT = `
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1`

/** For many processes. Rejects when Redis cannot be reached; the caller decides what that means. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: SharedRedis
  readonly #notifications: Notifications

  /** Notifications are shared with other listeners; they are closed by the caller that opened them. */
  constructor(redis: SharedRedis, notifications: Notifications) {
    this.#redis = redis
    this.#notifications = notifications
  }

  onChanged(listener: (key: string) => void): void {
    this.#notifications.subscribe(CHANGED_CHANNEL, { onMessage: listener })
  }

  onBack(listener: () => void): void {
    this.#redis.connection.on('ready', listener)
  }

  async find(key: string, { isRemembered = false } = {}): Promise<SessionRecord | null> {
    const ask = (redis: RedisConnection) => redis.get(PREFIX + key)
    return parse(await (isRemembered ? this.#redis.askShortly(ask) : this.#redis.ask(ask)))
  }

  async save(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    await this.#redis
      .ask(redis => redis.set(PREFIX + key, writeSession(record), 'PX', wholeMs(ttlMs)))
      .catch(asStoreFull)
  }

  async replace(key: string, read: SessionRecord, record: SessionRecord, ttlMs: number): Promise<boolean> {
    const texts = [writeSession(read), writeSession(record)]
    const ask = (redis: RedisConnection) =>
      redis.eval(REPLACE_SCRIPT, 1, PREFIX + key, ...texts, wholeMs(ttlMs))
    return (await this.#redis.askShortly(ask)) === 1
  }

  async cutShort(key: string, record: SessionRecord, ttlMs: number): Promise<void> {
    const shorten = this.save(key, record, ttlMs).catch(error =>
      this.#withoutRoom(error, redis => redis.pexpire(PREFIX + key, wholeMs(ttlMs))),
    )
    await Promise.all([shorten, this.#publish(key)])
  }

  async restore(key: string, record: SessionRecord, ttlMs: number): Promise<SessionRecord | null> {
    const put = await this.#redis.ask(redis =>
      redis.set(PREFIX + key, writeSession(record), 'PX', wholeMs(ttlMs), 'NX'),
    )
    return put === null ? this.find(key) : record
  }

  async remove(key: string): Promise<void> {
    const end = this.#redis
      .ask(redis => redis.set(PREFIX + key, ENDED, 'PX', IDLE_MS))
      .catch(error => this.#withoutRoom(error, redis => redis.del(PREFIX + key)))
    await Promise.all([end, this.#publish(key)])
  }

  async close(): Promise<void> {
    this.#redis.close()
  }

  #publish(key: string): Promise<void> {
    return this.#notifications.publish(CHANGED_CHANNEL, key)
  }

  /** What a Redis without room still does. */
  async #withoutRoom(error: unknown, ask: (redis: RedisConnection) => Promise<number>): Promise<void> {
    if (!isFull(error)) throw error
    await this.#redis.ask(ask)
  }
}

/** `OOM`: maxmemory is reached, and nothing may be evicted. */
function isFull(error: unknown): boolean {
  return error instanceof StoreFull || (error instanceof Error && error.message.includes('OOM '))
}

function asStoreFull(error: unknown): never {
  throw isFull(error) ? new StoreFull('Redis has no room for a session.', { cause: error }) : error
}

function parse(text: string | null): SessionRecord | null {
  return text === null || text === ENDED ? null : readSession(text)
}

function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs))
}
