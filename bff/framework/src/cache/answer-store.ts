import { LRUCache } from 'lru-cache'
import { ALL_ANSWERS, ANY_WRITE, operationTag, serviceTag } from './answer-tags.ts'
import type { AnswerQuestion, KeptAnswer } from './answer-types.ts'
import type { CacheSlot, CacheTier } from './cache-tier.ts'

/** As many answers are found again; those of them that fit are in memory. */
const MAX_KNOWN = 10_000

export interface StoreReading {
  /** Of the tenant's invalidations, as it was before; null: not known. */
  clock: string | null
  kept: KeptAnswer | null
}

interface Written {
  clock: string | null
  kept: KeptAnswer
  services: readonly string[]
}

/**
 * Whole answers in the tiers of the entity cache. Each is stored by the epochs of the services it was read from, and only where
 * nothing of its tenant was invalidated while it was made.
 */
export class AnswerStore {
  readonly #tier: CacheTier
  /** The tags of each answer, without which it is not found. */
  readonly #known = new LRUCache<string, readonly string[]>({ max: MAX_KNOWN })

  constructor(tier: CacheTier) {
    this.#tier = tier
  }

  /** Of the last invalidation of the tenant that is known here. */
  epochOf({ tenantId }: AnswerQuestion): number {
    return this.#tier.epochOf(tenantId, ANY_WRITE)
  }

  /** What is in this process. */
  peek(question: AnswerQuestion): KeptAnswer | null {
    const tags = this.#known.get(question.key)
    const found = tags && this.#tier.peek(slotOf(question, tags))
    return found ? (found.value as KeptAnswer) : null
  }

  async read(question: AnswerQuestion): Promise<StoreReading> {
    const tags = this.#known.get(question.key) ?? (await this.#findTags(question))
    const slots = [stampSlot(question.tenantId, [ANY_WRITE]), ...(tags ? [slotOf(question, tags)] : [])]
    const [clock, value] = await this.#tier.read(slots)
    return { clock: clock?.stamp ?? null, kept: (value?.value ?? null) as KeptAnswer | null }
  }

  /** False where something of the tenant was invalidated since `clock`: the answer may be older than that. */
  async write(question: AnswerQuestion, { clock, kept, services }: Written): Promise<boolean> {
    const { tenantId, operation, key, lifetime } = question
    const tags = [ALL_ANSWERS, operationTag(operation), ...services.map(serviceTag)]
    const stamps = await this.#tier.read([[ANY_WRITE], tags, []].map(each => stampSlot(tenantId, each)))
    const [now, ofTags, ofNone] = stamps.map(read => read?.stamp ?? null)
    if (clock === null || now !== clock || typeof ofTags !== 'string') return false
    const ttlMs = lifetime.freshMs + lifetime.staleMs
    this.#known.set(key, tags)
    await this.#tier.write([
      { slot: { tenantId, key, tags }, stamp: ofTags, value: kept, ttlMs },
      ...(typeof ofNone === 'string'
        ? [{ slot: tagsSlot(question), stamp: ofNone, value: tags, ttlMs }]
        : []),
    ])
    return true
  }

  /** What another process has stored is found by the tags it has written down. */
  async #findTags(question: AnswerQuestion): Promise<readonly string[] | null> {
    const [found] = await this.#tier.read([tagsSlot(question)])
    if (!found?.value) return null
    const tags = found.value as readonly string[]
    this.#known.set(question.key, tags)
    return tags
  }
}

function slotOf({ tenantId, key }: AnswerQuestion, tags: readonly string[]): CacheSlot {
  return { tenantId, key, tags }
}

/** Nothing is ever written there: what is read is the stamp of the tags. */
function stampSlot(tenantId: string, tags: readonly string[]): CacheSlot {
  return { tenantId, key: 'nothing', tags }
}

function tagsSlot({ tenantId, key }: AnswerQuestion): CacheSlot {
  return { tenantId, key: `tags ${key}`, tags: [] }
}
