import type { RedisConnection } from '@portico/redis'
import type { SharedRedis } from '../redis/shared-redis.ts'
import { type SessionStore, StoreFull } from './session-store.ts'

const PREFIX = 'portico:session:'
const REPLACE_SCRIPT = `
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1`

/** For many processes. Rejects when Redis cannot be reached. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: SharedRedis

  constructor(redis: SharedRedis) {
    this.#redis = redis
  }

  onBack(listener: () => void): void {
    this.#redis.connection.on('ready', listener)
  }

  /** It is of all processes. */
  findNow(): undefined {
    return undefined
  }

  find(key: string, { isRemembered = false } = {}): Promise<string | null> {
    const ask = (redis: RedisConnection) => redis.get(PREFIX + key)
    return isRemembered ? this.#redis.askShortly(ask) : this.#redis.ask(ask)
  }

  async save(key: string, text: string, ttlMs: number): Promise<void> {
    await this.#redis.ask(redis => redis.set(PREFIX + key, text, 'PX', wholeMs(ttlMs))).catch(asStoreFull)
  }

  async replace(key: string, read: string, text: string, ttlMs: number): Promise<boolean> {
    const ask = (redis: RedisConnection) =>
      redis.eval(REPLACE_SCRIPT, 1, PREFIX + key, read, text, wholeMs(ttlMs))
    return (await this.#redis.askShortly(ask).catch(asStoreFull)) === 1
  }

  async add(key: string, text: string, ttlMs: number): Promise<boolean> {
    const ask = (redis: RedisConnection) => redis.set(PREFIX + key, text, 'PX', wholeMs(ttlMs), 'NX')
    return (await this.#redis.ask(ask).catch(asStoreFull)) !== null
  }

  async expire(key: string, ttlMs: number): Promise<void> {
    await this.#redis.ask(redis => redis.pexpire(PREFIX + key, wholeMs(ttlMs)))
  }

  async drop(key: string): Promise<void> {
    await this.#redis.ask(redis => redis.del(PREFIX + key))
  }

  async close(): Promise<void> {
    this.#redis.close()
  }
}

/** `OOM`: maxmemory is reached, and nothing may be evicted. */
function asStoreFull(error: unknown): never {
  if (!(error instanceof Error && error.message.includes('OOM '))) throw error
  throw new StoreFull('Redis has no room for a session.', { cause: error })
}

function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs))
}
