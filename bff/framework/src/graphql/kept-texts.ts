import { keyPrefix } from '../cache/cache-key.ts'
import type { CacheSlot, CacheTier } from '../cache/cache-tier.ts'
import { hashOf } from './operations.ts'

/** A text is kept by the tenant that sent it, under a name of its own. */
export interface TextCache {
  get(name: string): Promise<string | undefined>
  set(name: string, text: string, options?: { ttl?: number | null }): Promise<void>
}

export interface KeptTextsParts {
  cacheOf(tenantId: string): TextCache
  /** Seconds; left out: as long as the cache itself keeps it. */
  ttl?: number
}

/**
 * Texts of operations that no published app has, by their hash, for clients that send a text once and its hash from then on (automatic
 * persisted queries). What is read is hashed again: whatever became of the cache, a hash never brings another text.
 */
export class KeptTexts {
  readonly #parts: KeptTextsParts

  constructor(parts: KeptTextsParts) {
    this.#parts = parts
  }

  async find(tenantId: string, hash: string): Promise<string | undefined> {
    const text = await this.#parts.cacheOf(tenantId).get(nameOf(hash))
    return text !== undefined && hashOf(text) === hash ? text : undefined
  }

  /** Not waited for: a text that was not kept is sent again. */
  keep(tenantId: string, hash: string, text: string): void {
    const { cacheOf, ttl } = this.#parts
    void cacheOf(tenantId)
      .set(nameOf(hash), text, ttl === undefined ? undefined : { ttl })
      .catch(() => {})
  }
}

function nameOf(hash: string): string {
  return `apq:${hash}`
}

/** Places that a tenant's texts share: what one tenant can fill is its own, and never more than 2 MB. */
const PLACES = 512
const MAX_CHARACTERS = 4_096
const DEFAULT_TTL_SECONDS = 3_600

/**
 * A tenant's texts in the tier of the caches. Each text has two places, of which it takes a free one; where both are taken it is not
 * kept, so that no text, and no flood of texts, pushes out another before its time.
 */
export function textsInTier(tier: CacheTier, tenantId: string): TextCache {
  return {
    async get(name) {
      const reads = await tier.read(placesOf(tenantId, name))
      return reads.map(read => textOf(read?.value, name)).find(text => text !== undefined)
    },
    async set(name, text, { ttl } = {}) {
      if (text.length > MAX_CHARACTERS) return
      const places = placesOf(tenantId, name)
      const reads = await tier.read(places)
      if (reads.some(read => textOf(read?.value, name) !== undefined)) return
      const free = reads.findIndex(read => read !== null && read.stamp !== null)
      const [slot, stamp] = [places[free], reads[free]?.stamp]
      if (!slot || stamp === undefined || stamp === null) return
      await tier.write([{ slot, stamp, value: { name, text }, ttlMs: (ttl ?? DEFAULT_TTL_SECONDS) * 1_000 }])
    },
  }
}

function textOf(value: unknown, wanted: string): string | undefined {
  const { name, text } = (value ?? {}) as { name?: unknown; text?: unknown }
  return name === wanted && typeof text === 'string' ? text : undefined
}

function placesOf(tenantId: string, name: string): CacheSlot[] {
  const hash = hashOf(name)
  return [hash.slice(0, 8), hash.slice(8, 16)].map(part => ({
    tenantId,
    key: `text:${keyPrefix([tenantId])}${Number.parseInt(part, 16) % PLACES}`,
    tags: [],
  }))
}
