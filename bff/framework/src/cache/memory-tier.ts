import { LRUCache } from 'lru-cache'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite, Found } from './cache-tier.ts'
import { sizeOfValue } from './shared-value.ts'

interface Entry {
  value: unknown
  stamp: string
  endsAt: number
  /** The last epoch of any tag when its stamp was last compared: nothing can have made it stale as long as that stands. */
  seenEpoch: number
}

export interface MemoryTierOptions {
  /** Keys and values together, in about UTF-16 units; the oldest go first. */
  maxSize?: number
  maxTags?: number
  now?: () => number
}

const DEFAULT_MAX_SIZE = 16 * 1024 * 1024
const DEFAULT_MAX_TAGS = 50_000
const UNSEEN = -1

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
      sizeCalculation: (entry, key) => sizeOfValue(entry.value) + key.length + 64,
    })
    this.#epochs = new LRUCache({
      max: maxTags,
      dispose: (epoch, _tag, reason) => {
        if (reason === 'evict') this.#forgottenEpoch = Math.max(this.#forgottenEpoch, epoch)
      },
    })
  }

  peek(slot: CacheSlot): Found {
    return this.#find(slot)
  }

  async read(slots: readonly CacheSlot[]): Promise<CacheRead[]> {
    return slots.map(slot => this.#readOne(slot))
  }

  async write(writes: readonly CacheWrite[]): Promise<void> {
    for (const { slot, stamp, value, ttlMs } of writes) {
      this.#entries.set(slot.key, { value, stamp, endsAt: this.#now() + ttlMs, seenEpoch: UNSEEN })
    }
  }

  async invalidate(tenantId: string, tags: readonly string[]): Promise<boolean> {
    for (const tag of tags) {
      this.#lastEpoch += 1
      this.#epochs.set(epochKey(tenantId, tag), this.#lastEpoch)
    }
    return true
  }

  epochOf(tenantId: string, tag: string): number {
    return this.#epochs.get(epochKey(tenantId, tag)) ?? this.#forgottenEpoch
  }

  /** Forgets everything, for when messages of invalidations may have been missed. */
  clear(): void {
    this.#entries.clear()
    this.#epochs.clear()
    // What is being fetched now was stamped before: it is void as well.
    this.#lastEpoch += 1
    this.#forgottenEpoch = this.#lastEpoch
  }

  async close(): Promise<void> {
    this.#entries.clear()
    this.#epochs.clear()
  }

  #readOne(slot: CacheSlot): CacheRead {
    const found = this.#find(slot)
    if (!found) return { value: null, stamp: this.#stampOf(slot) }
    return { value: found.value, stamp: null, endsAt: found.endsAt }
  }

  #find(slot: CacheSlot): Entry | null {
    const entry = this.#entries.get(slot.key)
    return entry && this.#isUsable(entry, slot) ? entry : null
  }

  #isUsable(entry: Entry, slot: CacheSlot): boolean {
    if (entry.endsAt <= this.#now()) return false
    if (entry.seenEpoch === this.#lastEpoch) return true
    if (entry.stamp !== this.#stampOf(slot)) return false
    entry.seenEpoch = this.#lastEpoch
    return true
  }

  #stampOf({ tenantId, tags }: CacheSlot): string {
    return tags.map(tag => this.epochOf(tenantId, tag)).join('.')
  }
}

function epochKey(tenantId: string, tag: string): string {
  return `${tenantId}\n${tag}`
}
