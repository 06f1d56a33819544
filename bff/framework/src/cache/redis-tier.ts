import type { Redis } from 'ioredis'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite } from './cache-tier.ts'

/** The number is the format of the values: another version of the gateway reads none of them. */
const prefix = 'portico:cache:1:'
/** Of all versions together: what one of them writes is void for the others too. */
const epochPrefix = 'portico:cache:epoch:'
/** Far longer than any value lives, so an epoch that expires cannot make an old value valid again. */
const epochTtlSeconds = 24 * 3600
const maxPending = 10_000

/**
 * Values all gateway processes share. An epoch is a counter a tenant and tag. Invalidations that did not reach Redis are
 * sent again before anything else is read; until then every read misses.
 */
export class RedisTier implements CacheTier {
  readonly #redis: Redis
  #pending = new Set<string>()

  constructor(redis: Redis) {
    this.#redis = redis
  }

  async read(slots: readonly CacheSlot[]): Promise<(CacheRead | null)[]> {
    if (slots.length === 0) return []
    try {
      await this.#sendPending()
      return await this.#readAll(slots)
    } catch {
      return slots.map(() => null)
    }
  }

  async write(writes: readonly CacheWrite[]): Promise<void> {
    if (writes.length === 0 || this.#pending.size > 0) return
    const sent = writes.map(({ slot, stamp, value, ttlMs }) =>
      this.#redis.set(prefix + slot.key, `${stamp}\n${value}`, 'PX', Math.ceil(ttlMs)),
    )
    await Promise.allSettled(sent)
  }

  async invalidate(tenantId: string, tags: readonly string[]): Promise<void> {
    for (const tag of tags) this.#pending.add(epochKey(tenantId, tag))
    await this.#sendPending().catch(() => this.#boundPending())
  }

  async close(): Promise<void> {
    this.#redis.disconnect()
  }

  async #readAll(slots: readonly CacheSlot[]): Promise<CacheRead[]> {
    const epochKeys = [...new Set(slots.flatMap(slot => slot.tags.map(tag => epochKey(slot.tenantId, tag))))]
    const answers = await this.#redis.mget([...epochKeys, ...slots.map(slot => prefix + slot.key)])
    const epochs = new Map(epochKeys.map((key, index) => [key, answers[index] ?? '0']))
    return slots.map((slot, index) => {
      const stamp = slot.tags.map(tag => epochs.get(epochKey(slot.tenantId, tag))).join('.')
      return readEntry(answers[epochKeys.length + index] ?? null, stamp)
    })
  }

  async #sendPending(): Promise<void> {
    if (this.#pending.size === 0) return
    const keys = [...this.#pending]
    await Promise.all(keys.flatMap(key => [this.#redis.incr(key), this.#redis.expire(key, epochTtlSeconds)]))
    for (const key of keys) this.#pending.delete(key)
  }

  /** With Redis away this long every value there has expired; the oldest invalidations are needed no more. */
  #boundPending(): void {
    if (this.#pending.size > maxPending) this.#pending = new Set([...this.#pending].slice(-maxPending))
  }
}

function epochKey(tenantId: string, tag: string): string {
  return `${epochPrefix}${tenantId}:${tag}`
}

function readEntry(text: string | null, stamp: string): CacheRead {
  return text?.startsWith(`${stamp}\n`)
    ? { value: text.slice(stamp.length + 1), stamp: null }
    : { value: null, stamp }
}
