/** How loaders see the cache: one tenant, whole entities, JSON values, which are shared by all requests and cannot be changed. */
export interface EntityReader {
  /** All values, where every one of them is in this process; else null, and nothing is fetched. */
  readNow<V>(request: ReadRequest<V>): ReadonlyMap<string, V> | null
  /** Values by id; what is not cached is fetched in one call and kept. Ids without a value come back as null. */
  readThrough<V>(request: ReadRequest<V>): Promise<ReadonlyMap<string, V | null>>
}

export interface ReadRequest<V> {
  service: string
  /** Names the kind of value, such as `party.Customer`. */
  entity: string
  ids: readonly string[]
  ttlMs: number
  tagsOf(id: string): readonly string[]
  fetch(ids: readonly string[]): Promise<ReadonlyMap<string, V>>
}
