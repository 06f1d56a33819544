/** One value's place: its key, and the tags whose invalidation makes it unusable. */
export interface CacheSlot {
  tenantId: string
  key: string
  tags: readonly string[]
}

/**
 * A hit carries the value and its end (ms of `Date.now()`), so that no copy outlives it; a miss the stamp to write with: the tags' epochs as they were when the fetch began. A value
 * written with an old stamp is never served, so a slow fetch cannot bring back what a write has made stale.
 */
export type CacheRead = { value: unknown; stamp: null; endsAt: number } | { value: null; stamp: string }

export interface CacheWrite {
  slot: CacheSlot
  stamp: string
  /** Plain JSON, not null. */
  value: unknown
  ttlMs: number
}

/** Found in this process, at once. */
export type Found = { value: unknown } | null

/** A place that keeps values, each shared by all that read it: `share` made it unchangeable. Never throws: a tier in trouble misses, and says so in the log. */
export interface CacheTier {
  /** What is known without waiting; null: `read` says more. */
  peek(slot: CacheSlot): Found
  /** One read a slot, in order. A null stands for a miss that cannot be written back. */
  read(slots: readonly CacheSlot[]): Promise<(CacheRead | null)[]>
  write(writes: readonly CacheWrite[]): Promise<void>
  /** The number of the last invalidation of this tag that is known without waiting. */
  epochOf(tenantId: string, tag: string): number
  /** In the order of the tags. False: other processes may read what is void for a while yet, unless they receive the tags otherwise. */
  invalidate(tenantId: string, tags: readonly string[]): Promise<boolean>
  close(): Promise<void>
}
