import { cacheKey } from './cache-key.ts'
import type { CacheRead, CacheSlot, CacheTier } from './cache-tier.ts'
import type { EntityReader, ReadRequest } from './entity-reader.ts'

/** The tenant's view; made anew for each request, holds nothing. */
export interface TenantCache extends EntityReader {
  invalidate(tags: readonly string[]): Promise<void>
}

/** Cached absence would hide a thing made a moment later by another road, so only values are kept. */
type Fetched = Promise<string | null>

interface Wanted {
  id: string
  slot: CacheSlot
}

interface Missing extends Wanted {
  stamp: string | null
  /** Two fetches may share one answer only when nothing was invalidated between them. */
  flightKey: string
}

/** Entities by tenant in front of the services: read-through, one fetch a key at a time, spread expiry. */
export class EntityCache {
  readonly #tier: CacheTier
  readonly #random: () => number
  readonly #flights = new Map<string, Fetched>()

  constructor(tier: CacheTier, random: () => number = Math.random) {
    this.#tier = tier
    this.#random = random
  }

  /** `revisionOf` tells which revision of a service this tenant reaches: each keeps its own values. */
  forTenant(tenantId: string, revisionOf: (service: string) => string): TenantCache {
    return {
      readThrough: request => this.#readThrough(tenantId, revisionOf(request.service), request),
      invalidate: tags => this.#tier.invalidate(tenantId, tags),
    }
  }

  close(): Promise<void> {
    return this.#tier.close()
  }

  async #readThrough<V>(
    tenantId: string,
    revision: string,
    request: ReadRequest<V>,
  ): Promise<ReadonlyMap<string, V | null>> {
    const wanted = request.ids.map(id => ({ id, slot: slotOf(tenantId, revision, request, id) }))
    const reads = await this.#tier.read(wanted.map(({ slot }) => slot))
    const missing = wanted.flatMap((want, index) => missingOf(want, reads[index] ?? null))
    const fetched = await this.#take(missing, request)
    return new Map(
      wanted.map(({ id }, index) => {
        const text = reads[index]?.value ?? fetched.get(id) ?? null
        return [id, text === null ? null : (JSON.parse(text) as V)]
      }),
    )
  }

  /** Takes part in the fetches under way and starts one for the rest. */
  async #take<V>(
    missing: readonly Missing[],
    request: ReadRequest<V>,
  ): Promise<ReadonlyMap<string, string | null>> {
    const fresh = missing.filter(({ flightKey }) => !this.#flights.has(flightKey))
    if (fresh.length > 0) this.#start(fresh, request)
    const flights = missing.map(async ({ id, flightKey }): Promise<[string, string | null]> => {
      return [id, (await this.#flights.get(flightKey)) ?? null]
    })
    return new Map(await Promise.all(flights))
  }

  #start<V>(missing: readonly Missing[], request: ReadRequest<V>): void {
    const answer = this.#fetch(missing, request)
    const land = () => {
      for (const { flightKey } of missing) this.#flights.delete(flightKey)
    }
    for (const { id, flightKey } of missing) {
      const flight = answer.then(texts => texts.get(id) ?? null)
      flight.catch(() => null)
      this.#flights.set(flightKey, flight)
    }
    answer.then(land, land)
  }

  async #fetch<V>(missing: readonly Missing[], request: ReadRequest<V>): Promise<Map<string, string>> {
    const values = await request.fetch(missing.map(({ id }) => id))
    const texts = new Map(Array.from(values, ([id, value]) => [id, JSON.stringify(value)]))
    const writes = missing.flatMap(({ id, slot, stamp }) => {
      const value = texts.get(id)
      return stamp === null || value === undefined
        ? []
        : [{ slot, stamp, value, ttlMs: this.#spread(request.ttlMs) }]
    })
    void this.#tier.write(writes)
    return texts
  }

  /** +/- 10 %, so that what was read together does not expire together. */
  #spread(ttlMs: number): number {
    return ttlMs * (0.9 + this.#random() * 0.2)
  }
}

function slotOf<V>(tenantId: string, revision: string, request: ReadRequest<V>, id: string): CacheSlot {
  const key = cacheKey([tenantId, request.service, revision, request.entity, id])
  return { tenantId, key, tags: request.tagsOf(id) }
}

function missingOf(want: Wanted, read: CacheRead | null): Missing[] {
  if (read !== null && read.value !== null) return []
  const stamp = read?.stamp ?? null
  return [{ ...want, stamp, flightKey: `${want.slot.key}\n${stamp}` }]
}
