import { LRUCache } from 'lru-cache'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite } from './cache-tier.ts'

interface Entry {
  value: string
  stamp: string
  expiresAt: number
}

export interface MemoryTierOptions {
  /** Keys and values together, in UTF-16 units; the oldest go first. */
  maxSize?: number
  maxTags?: number
  now?: () => number
}

const DEFAULT_MAX_SIZE = 16 * 1024 * 1024
const DEFAULT_MAX_TAGS = 50_000

/**
 * Values in this process. An epoch is the number of the last invalidation of its tag; a tag that was forgotten for lack
 * of room counts as invalidated when the newest forgotten one was.
 */
export class MemoryTier implements CacheTier {
  readonly #entries: LRUCache<string, Entry>
  readonly #epochs: LRUCache<string, number>
  readonly #now: () => number
  #lastEpoch = 0
  #forgottenEpoch = 0

  constructor({
    maxSize = DEFAULT_MAX_SIZE,
    maxTags = DEFAULT_MAX_TAGS,
    now = Date.now,
  }: MemoryTierOptions = {}) {
    this.#now = now
    this.#entries = new LRUCache({
      maxSize,
      sizeCalculation: (entry, key) => entry.value.length + key.length + 64,
    })
    this.#epochs = new LRUCache({
      max: maxTags,
      dispose: (epoch, _tag, reason) => {
        if (reason === 'evict') this.#forgottenEpoch = Math.max(this.#forgottenEpoch, epoch)
      },
    })
  }

  async read(slots: readonly CacheSlot[]): Promise<CacheRead[]> {
    return slots.map(slot => this.#readOne(slot))
  }

  async write(writes: readonly CacheWrite[]): Promise<void> {
    for (const { slot, stamp, value, ttlMs } of writes) {
      this.#entries.set(slot.key, { value, stamp, expiresAt: this.#now() + ttlMs })
    }
  }

  async invalidate(tenantId: string, tags: readonly string[]): Promise<void> {
    for (const tag of tags) {
      this.#lastEpoch += 1
      this.#epochs.set(epochKey(tenantId, tag), this.#lastEpoch)
    }
  }

  /** Forgets everything, for when messages of invalidations may have been missed. */
  clear(): void {
    this.#entries.clear()
  }

  async close(): Promise<void> {
    this.#entries.clear()
    this.#epochs.clear()
  }

  #readOne(slot: CacheSlot): CacheRead {
    const stamp = slot.tags
      .map(tag => this.#epochs.get(epochKey(slot.tenantId, tag)) ?? this.#forgottenEpoch)
      .join('.')
    const entry = this.#entries.get(slot.key)
    const isUsable = entry && entry.stamp === stamp && entry.expiresAt > this.#now()
    return isUsable ? { value: entry.value, stamp: null } : { value: null, stamp }
  }
}

function epochKey(tenantId: string, tag: string): string {
  return `${tenantId}\n${tag}`
}
