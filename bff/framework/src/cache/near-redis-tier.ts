import { randomUUID } from 'node:crypto'
import type { RedisConnection } from '@portico/redis'
import type { SharedRedis } from '../redis/shared-redis.ts'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite } from './cache-tier.ts'
import type { MemoryTier } from './memory-tier.ts'
import type { RedisTier } from './redis-tier.ts'

const channel = 'portico:cache:invalidated'

/** A near copy may miss messages of another process for this long at most, even when Redis says nothing. */
const maxNearTtlMs = 5_000

interface Stamps {
  near: string | null
  far: string | null
}

/**
 * Memory in front of Redis. Invalidations of other processes come by pub/sub; each new subscription forgets the near
 * copies, for messages may have been missed meanwhile.
 */
export class NearRedisTier implements CacheTier {
  readonly #near: MemoryTier
  readonly #far: RedisTier
  readonly #publisher: SharedRedis
  readonly #subscriber: RedisConnection
  readonly #self = randomUUID()

  constructor(near: MemoryTier, far: RedisTier, publisher: SharedRedis, subscriber: RedisConnection) {
    this.#near = near
    this.#far = far
    this.#publisher = publisher
    this.#subscriber = subscriber
    subscriber.on('ready', () => this.#listen())
    subscriber.on('message', (from, message) => {
      // The subscription is shared.
      if (from === channel) this.#onMessage(message)
    })
  }

  async read(slots: readonly CacheSlot[]): Promise<(CacheRead | null)[]> {
    const near = await this.#near.read(slots)
    const missing = slots.flatMap((_, index) => (near[index]?.value === null ? [index] : []))
    const far = await this.#far.read(missing.flatMap(index => slots[index] ?? []))
    await this.#near.write(missing.flatMap((index, at) => nearCopy(slots[index], near[index], far[at])))
    const farAt = new Map(missing.map((index, at) => [index, far[at] ?? null]))
    return near.map((read, index) => join(read, farAt.get(index) ?? null))
  }

  async write(writes: readonly CacheWrite[]): Promise<void> {
    const parts = writes.map(write => ({ write, stamps: JSON.parse(write.stamp) as Stamps }))
    await this.#near.write(
      parts.flatMap(({ write, stamps }) => (stamps.near === null ? [] : [nearWrite(write, stamps.near)])),
    )
    await this.#far.write(
      parts.flatMap(({ write, stamps }) => (stamps.far === null ? [] : [{ ...write, stamp: stamps.far }])),
    )
  }

  async invalidate(tenantId: string, tags: readonly string[]): Promise<void> {
    await this.#near.invalidate(tenantId, tags)
    await this.#far.invalidate(tenantId, tags)
    await this.#publisher
      .askShortly(redis => redis.publish(channel, JSON.stringify({ from: this.#self, tenantId, tags })))
      .catch(() => null)
  }

  async close(): Promise<void> {
    this.#subscriber.disconnect()
    await Promise.all([this.#near.close(), this.#far.close()])
  }

  #listen(): void {
    this.#near.clear()
    this.#subscriber.subscribe(channel).catch(() => this.#near.clear())
  }

  #onMessage(message: string): void {
    const { from, tenantId, tags } = JSON.parse(message) as { from: string; tenantId: string; tags: string[] }
    if (from !== this.#self) void this.#near.invalidate(tenantId, tags)
  }
}

function nearWrite(write: CacheWrite, stamp: string): CacheWrite {
  return { ...write, stamp, ttlMs: Math.min(write.ttlMs, maxNearTtlMs) }
}

/** What Redis had goes into memory with the epochs memory had before Redis was asked. */
function nearCopy(
  slot: CacheSlot | undefined,
  near: CacheRead | undefined,
  far: CacheRead | null | undefined,
): CacheWrite[] {
  if (!slot || !near || near.value !== null || !far || far.value === null) return []
  return [{ slot, stamp: near.stamp, value: far.value, ttlMs: maxNearTtlMs }]
}

function join(near: CacheRead, far: CacheRead | null): CacheRead {
  if (near.value !== null) return near
  if (far && far.value !== null) return far
  const stamps: Stamps = { near: near.stamp, far: far?.stamp ?? null }
  return { value: null, stamp: JSON.stringify(stamps) }
}
