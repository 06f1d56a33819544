import { cacheKey } from './cache-key.ts'
import type { CacheRead, CacheSlot, CacheTier } from './cache-tier.ts'
import type { EntityReader, ReadRequest } from './entity-reader.ts'
import { SingleFlight } from './single-flight.ts'

/** The tenant's view; made anew for each request, holds nothing. */
export interface TenantCache extends EntityReader {
  invalidate(tags: readonly string[]): Promise<void>
}

/** What the calls of a request reach when it reads; another object once they go elsewhere. */
interface Reach {
  readonly revision: string
}

type ReachOf = (service: string) => Reach

/** One read of one request. */
interface Read<V> {
  tenantId: string
  reachOf: ReachOf
  reach: Reach
  request: ReadRequest<V>
}

interface FetchResult {
  /** Cached absence would hide a thing made a moment later by another call, so only values are kept. */
  texts: ReadonlyMap<string, string>
  /** Another revision answered than the one that was read for, or, for who joined, none did. */
  isWrongRevision: boolean
}

/**
 * A fetch runs by the deadline and the routing of the reader that began it: that it failed says nothing of the readers
 * that joined, which may have much more time left.
 */
const nulled: FetchResult = { texts: new Map(), isWrongRevision: true }

interface Wanted {
  id: string
  slot: CacheSlot
}

interface Missing extends Wanted {
  stamp: string | null
  /** Two fetches may share one answer only when nothing was invalidated between them. */
  flightKey: string
}

/** Entities by tenant in front of the services: read-through, spread expiry, and by `SingleFlight` one fetch a key at a time. */
export class EntityCache {
  readonly #tier: CacheTier
  readonly #random: () => number
  readonly #flights = new SingleFlight<FetchResult>()

  constructor(tier: CacheTier, random: () => number = Math.random) {
    this.#tier = tier
    this.#random = random
  }

  /** `reachOf` says what the tenant reaches of a service: each revision keeps its own values. */
  forTenant(tenantId: string, reachOf: ReachOf): TenantCache {
    return {
      readThrough: request =>
        this.#readThrough({ tenantId, reachOf, reach: reachOf(request.service), request }),
      invalidate: tags => this.#tier.invalidate(tenantId, tags),
    }
  }

  close(): Promise<void> {
    return this.#tier.close()
  }

  async #readThrough<V>(read: Read<V>): Promise<ReadonlyMap<string, V | null>> {
    const wanted = read.request.ids.map(id => ({ id, slot: slotOf(read, id) }))
    const reads = await this.#tier.read(wanted.map(({ slot }) => slot))
    const missing = wanted.flatMap((want, index) => missingOf(want, reads[index] ?? null))
    const fetched = await this.#take(missing, read)
    return new Map(
      wanted.map(({ id }, index) => {
        const text = reads[index]?.value ?? fetched.get(id) ?? null
        return [id, text === null ? null : (JSON.parse(text) as V)]
      }),
    )
  }

  /** Takes part in the fetches under way and starts one for the rest. */
  async #take<V>(missing: readonly Missing[], read: Read<V>): Promise<ReadonlyMap<string, string | null>> {
    if (missing.length === 0) return nothing
    const joined = missing.map(({ flightKey }) => this.#flights.find(flightKey))
    if (joined.includes(undefined)) this.#start(missing, read)
    const results = await Promise.all(
      missing.map(
        ({ flightKey }, index) => joined[index]?.catch(() => nulled) ?? this.#flights.find(flightKey),
      ),
    )
    const texts = new Map(
      missing.flatMap(({ id }, index) => {
        const text = results[index]?.texts.get(id)
        return text === undefined ? [] : [[id, text] as const]
      }),
    )
    const wrongRevision = missing.filter((_, index) => joined[index] && results[index]?.isWrongRevision)
    return wrongRevision.length === 0 ? texts : new Map([...texts, ...(await fetchOwn(wrongRevision, read))])
  }

  /** One fetch for what no reader is fetching yet. */
  #start<V>(missing: readonly Missing[], read: Read<V>): void {
    const fresh = missing.filter(({ flightKey }) => this.#flights.find(flightKey) === undefined)
    const keys = fresh.map(({ flightKey }) => flightKey)
    this.#flights.start(keys, this.#fetch(fresh, read))
  }

  /** What was fetched elsewhere than meant is not kept: it would be served as the revision that did not answer. */
  async #fetch<V>(missing: readonly Missing[], { reachOf, reach, request }: Read<V>): Promise<FetchResult> {
    const texts = textsOf(await request.fetch(missing.map(({ id }) => id)))
    const isWrongRevision = reachOf(request.service) !== reach
    const writes = missing.flatMap(({ id, slot, stamp }) => {
      const value = texts.get(id)
      return isWrongRevision || stamp === null || value === undefined
        ? []
        : [{ slot, stamp, value, ttlMs: this.#spread(request.ttlMs) }]
    })
    void this.#tier.write(writes)
    return { texts, isWrongRevision }
  }

  /** +/- 10 %, so that what was read together does not expire together. */
  #spread(ttlMs: number): number {
    return ttlMs * (0.9 + this.#random() * 0.2)
  }
}

const nothing: ReadonlyMap<string, string | null> = new Map()

function textsOf<V>(values: ReadonlyMap<string, V>): Map<string, string> {
  return new Map(Array.from(values, ([id, value]) => [id, JSON.stringify(value)]))
}

/** For readers that joined a fetch of the wrong revision, or a failed one: their own calls may still succeed. Not tried again. */
async function fetchOwn<V>(
  wanted: readonly Wanted[],
  { request }: Read<V>,
): Promise<Map<string, string | null>> {
  const texts = textsOf(await request.fetch(wanted.map(({ id }) => id)))
  return new Map(wanted.map(({ id }) => [id, texts.get(id) ?? null]))
}

function slotOf<V>({ tenantId, reach, request }: Read<V>, id: string): CacheSlot {
  const key = cacheKey([tenantId, request.service, reach.revision, request.entity, id])
  return { tenantId, key, tags: request.tagsOf(id) }
}

function missingOf(want: Wanted, read: CacheRead | null): Missing[] {
  if (read !== null && read.value !== null) return []
  const stamp = read?.stamp ?? null
  return [{ ...want, stamp, flightKey: `${want.slot.key}\n${stamp}` }]
}
