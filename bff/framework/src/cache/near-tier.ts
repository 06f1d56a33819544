import { randomUUID } from 'node:crypto'
import type { Notifications } from '../notifications/notifications.ts'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite, Found } from './cache-tier.ts'
import type { MemoryTier } from './memory-tier.ts'

const CHANNEL = 'portico:cache:invalidated'

/** A near copy may miss messages of another process for this long at most, even when no word of it comes. */
const MAX_NEAR_TTL_MS = 5_000

interface Stamps {
  near: string | null
  far: string | null
}

/** What one process says to the others. */
interface Invalidation {
  from: string
  tenantId: string
  tags: readonly string[]
}

/**
 * Memory in front of a tier that processes share. Invalidations of other processes come as notifications; where some may have
 * been missed, the near copies are forgotten.
 */
export class NearTier implements CacheTier {
  readonly #near: MemoryTier
  readonly #far: CacheTier
  readonly #notifications: Notifications
  readonly #self = randomUUID()

  constructor(near: MemoryTier, far: CacheTier, notifications: Notifications) {
    this.#near = near
    this.#far = far
    this.#notifications = notifications
    notifications.subscribe(CHANNEL, {
      onMessage: message => this.#onMessage(message),
      onGap: () => near.clear(),
    })
  }

  peek(slot: CacheSlot): Found {
    return this.#near.peek(slot)
  }

  async read(slots: readonly CacheSlot[]): Promise<(CacheRead | null)[]> {
    const near = await this.#near.read(slots)
    const missing = slots.flatMap((_, index) => (near[index]?.stamp === null ? [] : [index]))
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
    const message = JSON.stringify({ from: this.#self, tenantId, tags } satisfies Invalidation)
    await this.#notifications.publish(CHANNEL, message, { mayBeLost: true }).catch(() => null)
  }

  async close(): Promise<void> {
    this.#notifications.close()
    await Promise.all([this.#near.close(), this.#far.close()])
  }

  /** A message that is not understood, as of another version of the gateway, may be about any of the near copies. */
  #onMessage(message: string): void {
    const invalidation = readInvalidation(message)
    if (invalidation === null) this.#near.clear()
    else if (invalidation.from !== this.#self)
      void this.#near.invalidate(invalidation.tenantId, invalidation.tags)
  }
}

/** Null for a message that is none. */
function readInvalidation(message: string): Invalidation | null {
  try {
    const { from, tenantId, tags }: Partial<Invalidation> = JSON.parse(message)
    const isWhole = typeof from === 'string' && typeof tenantId === 'string' && Array.isArray(tags)
    return isWhole ? { from, tenantId, tags } : null
  } catch {
    return null
  }
}

function nearWrite(write: CacheWrite, stamp: string): CacheWrite {
  return { ...write, stamp, ttlMs: Math.min(write.ttlMs, MAX_NEAR_TTL_MS) }
}

/** What the far tier had goes into memory with the epochs memory had before the far tier was asked. */
function nearCopy(
  slot: CacheSlot | undefined,
  near: CacheRead | undefined,
  far: CacheRead | null | undefined,
): CacheWrite[] {
  if (!slot || !near || near.stamp === null || !far || far.stamp !== null) return []
  return [{ slot, stamp: near.stamp, value: far.value, ttlMs: MAX_NEAR_TTL_MS }]
}

function join(near: CacheRead, far: CacheRead | null): CacheRead {
  if (near.value !== null) return near
  if (far && far.value !== null) return far
  const stamps: Stamps = { near: near.stamp, far: far?.stamp ?? null }
  return { value: null, stamp: JSON.stringify(stamps) }
}
