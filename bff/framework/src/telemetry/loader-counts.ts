/** What loaders asked of the cache, of all requests of this process. */
export interface LoaderCounts {
  reads: number
  misses: number
}

const byEntity = new Map<string, LoaderCounts>()

/** Counted in place, for a look-up a batch would cost more than the counting; entities are few, each written in a module. */
export function countsOfEntity(entity: string): LoaderCounts {
  const known = byEntity.get(entity)
  if (known) return known
  const counts = { reads: 0, misses: 0 }
  byEntity.set(entity, counts)
  return counts
}

export function allLoaderCounts(): ReadonlyMap<string, Readonly<LoaderCounts>> {
  return byEntity
}
