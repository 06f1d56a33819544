import { widened } from './answer-tags.ts'
import { keyPrefix } from './cache-key.ts'
import type { CacheRead, CacheSlot, CacheTier } from './cache-tier.ts'
import type { EntityReader, ReadRequest } from './entity-reader.ts'
import { LateWrites } from './late-writes.ts'
import { share } from './shared-value.ts'
import { SingleFlight } from './single-flight.ts'

/** The tenant's view; made anew for each request, holds nothing. */
export interface TenantCache extends EntityReader {
  invalidate(tags: readonly string[]): Promise<void>
  /** Now, and again for as long as a write whose answer did not come may be done yet. */
  invalidateLate(tags: readonly string[]): Promise<void>
}

export interface EntityUses {
  name: string
  hits: number
  misses: number
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
  values: ReadonlyMap<string, unknown>
  /** Another revision answered than the one that was read for, or, for who joined, none did. */
  isWrongRevision: boolean
}

/**
 * A fetch runs by the deadline and the routing of the reader that began it: that it failed says nothing of the readers
 * that joined, which may have much more time left.
 */
const nulled: FetchResult = { values: new Map(), isWrongRevision: true }

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
  readonly #late = new LateWrites((tenantId, tags) => this.invalidate(tenantId, tags))
  /** Entity -> what was read of it since the process started. Entities are few. */
  readonly #uses = new Map<string, EntityUses>()

  constructor(tier: CacheTier, random: () => number = Math.random) {
    this.#tier = tier
    this.#random = random
  }

  /** `reachOf` says what the tenant reaches of a service: each revision keeps its own values. */
  forTenant(tenantId: string, reachOf: ReachOf): TenantCache {
    return {
      readNow: request => this.#readNow({ tenantId, reachOf, reach: reachOf(request.service), request }),
      readThrough: request =>
        this.#readThrough({ tenantId, reachOf, reach: reachOf(request.service), request }),
      invalidate: tags => this.invalidate(tenantId, tags),
      invalidateLate: tags => {
        this.#late.note(tenantId, tags)
        return this.invalidate(tenantId, tags)
      },
    }
  }

  /** In all processes, of whole answers too. */
  async invalidate(tenantId: string, tags: readonly string[]): Promise<void> {
    await this.#tier.invalidate(tenantId, widened(tags))
  }

  listUses(): EntityUses[] {
    return [...this.#uses.values()]
  }

  close(): Promise<void> {
    this.#late.close()
    return this.#tier.close()
  }

  #count(entity: string, hits: number, misses: number): void {
    let uses = this.#uses.get(entity)
    if (!uses) {
      uses = { name: entity, hits: 0, misses: 0 }
      this.#uses.set(entity, uses)
    }
    uses.hits += hits
    uses.misses += misses
  }

  #readNow<V>(read: Read<V>): ReadonlyMap<string, V> | null {
    const values = new Map<string, V>()
    const prefix = prefixOf(read)
    for (const id of read.request.ids) {
      const found = this.#tier.peek(new EntitySlot(read, prefix, id))
      if (found === null) return null
      values.set(id, found.value as V)
    }
    this.#count(read.request.entity, values.size, 0)
    return values
  }

  async #readThrough<V>(read: Read<V>): Promise<ReadonlyMap<string, V | null>> {
    const prefix = prefixOf(read)
    const wanted = read.request.ids.map(id => ({ id, slot: new EntitySlot(read, prefix, id) }))
    const reads = await this.#tier.read(wanted.map(({ slot }) => slot))
    const missing = wanted.flatMap((want, index) => missingOf(want, reads[index] ?? null))
    this.#count(read.request.entity, wanted.length - missing.length, missing.length)
    const fetched = await this.#take(missing, read)
    return new Map(
      wanted.map(({ id }, index) => {
        const known = reads[index]
        return [id, (known?.stamp === null ? known.value : (fetched.get(id) ?? null)) as V | null]
      }),
    )
  }

  /** Takes part in the fetches under way and starts one for the rest. */
  async #take<V>(missing: readonly Missing[], read: Read<V>): Promise<ReadonlyMap<string, unknown>> {
    if (missing.length === 0) return nothing
    const joined = missing.map(({ flightKey }) => this.#flights.find(flightKey))
    if (joined.includes(undefined)) this.#start(missing, read)
    const results = await Promise.all(
      missing.map(
        ({ flightKey }, index) => joined[index]?.catch(() => nulled) ?? this.#flights.find(flightKey),
      ),
    )
    const values = new Map(
      missing.flatMap(({ id }, index) => {
        const value = results[index]?.values.get(id)
        return value === undefined ? [] : [[id, value] as const]
      }),
    )
    const wrongRevision = missing.filter((_, index) => joined[index] && results[index]?.isWrongRevision)
    return wrongRevision.length === 0
      ? values
      : new Map([...values, ...(await fetchOwn(wrongRevision, read))])
  }

  /** One fetch for what no reader is fetching yet. */
  #start<V>(missing: readonly Missing[], read: Read<V>): void {
    const fresh = missing.filter(({ flightKey }) => this.#flights.find(flightKey) === undefined)
    const keys = fresh.map(({ flightKey }) => flightKey)
    this.#flights.start(keys, this.#fetch(fresh, read))
  }

  /** What was fetched elsewhere than meant is not kept: it would be served as the revision that did not answer. */
  async #fetch<V>(missing: readonly Missing[], { reachOf, reach, request }: Read<V>): Promise<FetchResult> {
    const values = sharedOf(await request.fetch(missing.map(({ id }) => id)))
    const isWrongRevision = reachOf(request.service) !== reach
    const writes = missing.flatMap(({ id, slot, stamp }) => {
      const value = values.get(id)
      return isWrongRevision || stamp === null || value === undefined
        ? []
        : [{ slot, stamp, value, ttlMs: this.#spread(request.ttlMs) }]
    })
    void this.#tier.write(writes)
    return { values, isWrongRevision }
  }

  /** +/- 10 %, so that what was read together does not expire together. */
  #spread(ttlMs: number): number {
    return ttlMs * (0.9 + this.#random() * 0.2)
  }
}

const nothing: ReadonlyMap<string, unknown> = new Map()

/** Of the services' own answers, without those that are null. */
function sharedOf<V>(values: ReadonlyMap<string, V>): Map<string, V> {
  const shared = new Map<string, V>()
  for (const [id, value] of values) if (value !== null && value !== undefined) shared.set(id, share(value))
  return shared
}

/** For readers that joined a fetch of the wrong revision, or a failed one: their own calls may still succeed. Not tried again. */
async function fetchOwn<V>(
  wanted: readonly Wanted[],
  { request }: Read<V>,
): Promise<ReadonlyMap<string, unknown>> {
  return sharedOf(await request.fetch(wanted.map(({ id }) => id)))
}

/** Its tags are written down only where they are looked at. */
class EntitySlot implements CacheSlot {
  readonly tenantId: string
  readonly key: string
  readonly #tagsOf: (id: string) => readonly string[]
  readonly #id: string

  constructor({ tenantId, request }: Read<unknown>, prefix: string, id: string) {
    this.tenantId = tenantId
    this.key = prefix + id
    this.#tagsOf = request.tagsOf
    this.#id = id
  }

  get tags(): readonly string[] {
    return this.#tagsOf(this.#id)
  }
}

function prefixOf({ tenantId, reach, request }: Read<unknown>): string {
  return keyPrefix([tenantId, request.service, reach.revision, request.entity])
}

function missingOf(want: Wanted, read: CacheRead | null): Missing[] {
  if (read?.stamp === null) return []
  const stamp = read?.stamp ?? null
  return [{ ...want, stamp, flightKey: `${want.slot.key}\n${stamp}` }]
}
