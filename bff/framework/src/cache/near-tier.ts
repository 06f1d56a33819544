import { randomUUID } from 'node:crypto'
import type { Notifications } from '../notifications/notifications.ts'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite, Found } from './cache-tier.ts'
import type { MemoryTier } from './memory-tier.ts'

const CHANNEL = 'portico:cache:invalidated'

/** A near copy may miss messages of another process for this long at most, even when no word of it comes. */
const MAX_NEAR_TTL_MS = 5_000
const RETRY_MS = 500
/** Tenants. With the far tier away for longer than values live there is nothing to send. */
const MAX_UNSENT = 10_000

interface Stamps {
  near: string | null
  far: string | null
}

/** What one process says to the others. */
interface Invalidation {
  from: string
  tenantId: string
  tags: readonly string[]
  /** False, as where Redis is full: who reads this must not believe the far tier about these tags either. */
  isFarVoid: boolean
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
  /** Tenant -> tags that the far tier did not take. */
  readonly #unsent = new Map<string, Set<string>>()
  #retry: NodeJS.Timeout | undefined

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

  epochOf(tenantId: string, tag: string): number {
    return this.#near.epochOf(tenantId, tag)
  }

  async invalidate(tenantId: string, tags: readonly string[]): Promise<boolean> {
    await this.#near.invalidate(tenantId, tags)
    const isFarVoid = await this.#far.invalidate(tenantId, tags)
    if (!isFarVoid) this.#sendLater(tenantId, tags)
    await this.#publish({ from: this.#self, tenantId, tags, isFarVoid })
    return isFarVoid
  }

  /** Until the far tier takes it, a process that did not get the word would read there what is void. */
  #sendLater(tenantId: string, tags: readonly string[]): void {
    const known = this.#unsent.get(tenantId) ?? new Set()
    for (const tag of tags) known.add(tag)
    if (this.#unsent.size < MAX_UNSENT) this.#unsent.set(tenantId, known)
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined
      const all = [...this.#unsent]
      this.#unsent.clear()
      for (const [tenant, unsent] of all) void this.#send(tenant, [...unsent])
    }, RETRY_MS).unref()
  }

  /** What was read there since is void as well. */
  async #send(tenantId: string, tags: readonly string[]): Promise<void> {
    const isFarVoid = await this.#far.invalidate(tenantId, tags)
    if (isFarVoid) await this.#publish({ from: this.#self, tenantId, tags, isFarVoid })
    else this.#sendLater(tenantId, tags)
  }

  async #publish(invalidation: Invalidation): Promise<void> {
    const message = JSON.stringify(invalidation)
    await this.#notifications.publish(CHANNEL, message, { mayBeLost: true }).catch(() => null)
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry)
    this.#notifications.close()
    await Promise.all([this.#near.close(), this.#far.close()])
  }

  /** A message that is not understood, as of another version of the gateway, may be about any of the near copies. */
  #onMessage(message: string): void {
    const invalidation = readInvalidation(message)
    if (invalidation === null) {
      this.#near.clear()
      return
    }
    const { from, tenantId, tags, isFarVoid } = invalidation
    if (from === this.#self) return
    void this.#near.invalidate(tenantId, tags)
    if (!isFarVoid) void this.#far.invalidate(tenantId, tags)
  }
}

/** Null for a message that is none. */
function readInvalidation(message: string): Invalidation | null {
  try {
    const { from, tenantId, tags, isFarVoid = true }: Partial<Invalidation> = JSON.parse(message)
    const isWhole = typeof from === 'string' && typeof tenantId === 'string' && Array.isArray(tags)
    return isWhole ? { from, tenantId, tags, isFarVoid } : null
  } catch {
    return null
  }
}

function nearWrite(write: CacheWrite, stamp: string): CacheWrite {
  return { ...write, stamp, ttlMs: Math.min(write.ttlMs, MAX_NEAR_TTL_MS) }
}

/** What the far tier had goes into memory with the epochs memory had before the far tier was asked, and ends with what it is a copy of. */
function nearCopy(
  slot: CacheSlot | undefined,
  near: CacheRead | undefined,
  far: CacheRead | null | undefined,
): CacheWrite[] {
  if (!slot || !near || near.stamp === null || !far || far.stamp !== null) return []
  const ttlMs = far.endsAt - Date.now()
  return ttlMs > 0 ? [nearWrite({ slot, stamp: near.stamp, value: far.value, ttlMs }, near.stamp)] : []
}

function join(near: CacheRead, far: CacheRead | null): CacheRead {
  if (near.value !== null) return near
  if (far && far.value !== null) return far
  const stamps: Stamps = { near: near.stamp, far: far?.stamp ?? null }
  return { value: null, stamp: JSON.stringify(stamps) }
}
