import type { ReadRequest } from '../cache/entity-reader.ts'
import type { GraphContext } from './context.ts'
import { type Loaded, LoaderSlot } from './loader-slot.ts'
import { type Fetching, tracedBatch } from './loader-span.ts'

export interface LoaderDefinition<V> {
  /** Names the kind of value, such as `party.Customer`; its part before the dot is the service. Unique in the graph. */
  entity: string
  /**
   * Fetches what is missing, in one upstream call: id -> value, in any order, unknown ids left out. Use `indexBy` or
   * `groupBy` to make the map. Called with at most `maxBatch` distinct ids.
   */
  batch(ids: readonly string[], context: GraphContext): Promise<ReadonlyMap<string, V>>
  /** Default 1000, what the services' batch routes take. */
  maxBatch?: number
  /** Left out: kept for the request only. Cached values must be plain JSON; all requests share one, which cannot be changed. */
  cache?: LoaderCache
}

export interface LoaderCache {
  /** Default 30 000. */
  ttlMs?: number
  /** Tags whose invalidation makes the value of this id stale. Default: `<entity>:<id>`. `<entity>` always is one. */
  tags?(id: string): readonly string[]
}

/** Batches, dedupes and realigns within a request, in front of the tenant's cache. */
export interface Loader<V> {
  readonly entity: string
  /** Null when the service knows no such id. Rejects with the batch's fault. */
  load(context: GraphContext, id: string): Loaded<V | null>
  /** Same order as asked; null where unknown. */
  loadMany(context: GraphContext, ids: readonly string[]): Promise<(V | null)[]>
  /** Gives this request a value it has fetched by another way, such as a list page. */
  prime(context: GraphContext, id: string, value: V): void
  /**
   * Forgets the value in this request, or all values when no id is given; for mutations that read again.
   * `context.invalidate` forgets it for all requests.
   */
  clear(context: GraphContext, id?: string): void
}

/** One value an id: `indexBy(items, item => item.id)`. */
export function indexBy<V>(values: Iterable<V>, idOf: (value: V) => string): Map<string, V> {
  return new Map(Array.from(values, value => [idOf(value), value]))
}

/** Many values an id: `groupBy(lines, line => line.orderId)`. */
export function groupBy<V>(values: Iterable<V>, idOf: (value: V) => string): Map<string, V[]> {
  return Map.groupBy(values, idOf)
}

const cachedEntities = new Set<string>()

/** Of all loaders that keep values beyond a request. */
export function listCachedEntities(): string[] {
  return [...cachedEntities].sort()
}

/** The loader itself is stateless and may be a module's constant; what it holds belongs to the context. */
export function createLoader<V>(definition: LoaderDefinition<V>): Loader<V> {
  if (definition.cache) cachedEntities.add(definition.entity)
  return new ContextLoader(definition)
}

/** Ids asked for since the last call went out, each once, and where their values belong. */
interface Batch<V> {
  ids: string[]
  slots: LoaderSlot<V | null>[]
}

interface RequestState<V> {
  slots: Map<string, LoaderSlot<V | null>>
  /** Still takes ids. */
  open: Batch<V> | null
}

const STATES = Symbol('what loaders hold of this request')

interface Holder extends GraphContext {
  [STATES]?: Map<unknown, unknown>
}

const DEFAULT_TTL_MS = 30_000
const DEFAULT_MAX_BATCH = 1000
const DONE = Promise.resolve()

class ContextLoader<V> implements Loader<V> {
  readonly entity: string
  readonly #definition: LoaderDefinition<V>

  constructor(definition: LoaderDefinition<V>) {
    this.entity = definition.entity
    this.#definition = definition
  }

  load(context: GraphContext, id: string): Loaded<V | null> {
    const state = this.#stateOf(context)
    const known = state.slots.get(id)
    if (known) return known
    const slot = new LoaderSlot<V | null>()
    state.slots.set(id, slot)
    const { ids, slots } = this.#openBatch(context, state)
    ids.push(id)
    slots.push(slot)
    return slot
  }

  loadMany(context: GraphContext, ids: readonly string[]): Promise<(V | null)[]> {
    return Promise.all(ids.map(id => this.load(context, id)))
  }

  prime(context: GraphContext, id: string, value: V): void {
    const { slots } = this.#stateOf(context)
    if (slots.has(id)) return
    const slot = new LoaderSlot<V | null>()
    slot.fulfil(value)
    slots.set(id, slot)
  }

  clear(context: GraphContext, id?: string): void {
    const { slots } = this.#stateOf(context)
    if (id === undefined) slots.clear()
    else slots.delete(id)
  }

  #stateOf(context: GraphContext): RequestState<V> {
    const holder: Holder = context
    holder[STATES] ??= new Map()
    const known = holder[STATES].get(this) as RequestState<V> | undefined
    if (known) return known
    const state: RequestState<V> = { slots: new Map(), open: null }
    holder[STATES].set(this, state)
    return state
  }

  #openBatch(context: GraphContext, state: RequestState<V>): Batch<V> {
    if (state.open && state.open.ids.length < (this.#definition.maxBatch ?? DEFAULT_MAX_BATCH))
      return state.open
    const batch: Batch<V> = { ids: [], slots: [] }
    state.open = batch
    afterResolvers(() => {
      if (state.open === batch) state.open = null
      this.#settle(context, batch)
    })
    return batch
  }

  /** A batch that throws at once fails as one that rejects. */
  #settle(context: GraphContext, { ids, slots }: Batch<V>): void {
    const fail = (reason: unknown) => {
      for (const slot of slots) slot.fail(reason)
    }
    const fulfil = (found: Found<V>) => {
      for (let at = 0; at < slots.length; at += 1) slots[at]?.fulfil(found.get(ids[at] as string) ?? null)
    }
    const batch = { entity: this.entity, size: ids.length }
    tracedBatch<Found<V>>(batch, fetching => this.#read(context, ids, fetching), { fulfil, fail })
  }

  /** Without a promise where all values are at hand. */
  #read(context: GraphContext, ids: readonly string[], fetching: Fetching): Found<V> | Promise<Found<V>> {
    const { entity, batch, cache } = this.#definition
    if (!cache) return fetching(ids.length, () => batch(ids, context))
    const request: ReadRequest<V> = {
      service: entity.split('.', 1)[0] ?? entity,
      entity,
      ids,
      ttlMs: cache.ttlMs ?? DEFAULT_TTL_MS,
      tagsOf: id => [entity, ...(cache.tags?.(id) ?? [`${entity}:${id}`])],
      fetch: missing => fetching(missing.length, () => batch(missing, context)),
    }
    return context.cache.readNow(request) ?? context.cache.readThrough(request)
  }
}

type Found<V> = ReadonlyMap<string, V | null>

/** After every resolver that is ready now has asked: their promises settle before the next tick's queue. */
function afterResolvers(work: () => void): void {
  void DONE.then(() => process.nextTick(work))
}
