import type { Redis } from 'ioredis'
import { readSession, writeSession } from './session-format.ts'
import type { SessionRecord, SessionStore } from './session-store.ts'
import { idleMs } from './sessions.ts'

const prefix = 'portico:session:'
/** Keys of sessions that were ended or cut short. */
const changedChannel = 'portico:session-changed'
/** What stands where a session was ended, for as long as a process may remember it: nobody puts it back. */
const ended = 'ended'
const replaceScript = `
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[2], 'PX', ARGV[3])
  return 1`

/** For many processes. Rejects when Redis cannot be reached; the caller decides what that means. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: Redis
  readonly #subscriber: Redis

  /** The subscriber may be shared with other listeners; it is closed by whoever opened it. */
  constructor(redis: Redis, subscriber: Redis) {
    this.#redis = redis
    this.#subscriber = subscriber
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
    await this.#redis.set(prefix + key, writeSession(record), 'PX', wholeMs(ttlMs))
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
    return put === null ? this.find(key) : record
  }

  async remove(key: string): Promise<void> {
    await Promise.all([
      this.#redis.set(prefix + key, ended, 'PX', idleMs),
      this.#redis.publish(changedChannel, key),
    ])
  }

  async close(): Promise<void> {
    this.#redis.disconnect()
  }
}

function parse(text: string | null): SessionRecord | null {
  return text === null || text === ended ? null : readSession(text)
}

function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs))
}
