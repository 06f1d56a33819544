import { decodeList, encodeList, type Feed, type MemberList, memberLists, TenantSet } from '@portico/release'

/** One list of one release, as far as this process knows it. */
interface KnownList {
  revision: number
  tenants: TenantSet
}

/** Gives the bytes of a list, or of what changed in it since a revision; 0 for all of it. */
export type FetchList = (releaseId: string, list: MemberList, since: number) => Promise<Uint8Array>

/** The tenant lists of the running releases. Each is brought up to date by what changed in it. */
export class MemberLists {
  readonly #known = new Map<string, KnownList>()

  has(releaseId: string, list: MemberList, tenantId: string): boolean {
    return this.#known.get(keyOf(releaseId, list))?.tenants.has(tenantId) ?? false
  }

  /**
   * Fetches what the feed has newer, forgets the lists of releases that ended. Resolves with the keys of those that changed.
   * When a fetch fails it rejects; what came before it stays.
   */
  async bringTo({ releases }: Feed, fetchList: FetchList): Promise<string[]> {
    const wanted = releases.flatMap(({ id, lists }) =>
      memberLists.map(list => ({ id, list, key: keyOf(id, list), ref: lists[list] })),
    )
    const changed: string[] = []
    for (const { id, list, key, ref } of wanted) {
      const since = this.#known.get(key)?.revision ?? 0
      if (since >= ref.revision) continue
      this.#take(key, await fetchList(id, list, since))
      changed.push(key)
    }
    this.#forgetOthers(new Set(wanted.map(({ key }) => key)))
    return changed
  }

  /** As it would come whole; null for a list nobody has. */
  export(key: string): Uint8Array | null {
    const known = this.#known.get(key)
    if (!known) return null
    return encodeList({
      revision: known.revision,
      isFull: true,
      added: known.tenants.toArray(),
      removed: [],
    })
  }

  #take(key: string, bytes: Uint8Array): void {
    const { revision, isFull, added, removed } = decodeList(bytes)
    const known = this.#known.get(key)
    if (isFull || !known) {
      this.#known.set(key, { revision, tenants: TenantSet.of(added) })
      return
    }
    known.tenants.removeAll(removed)
    known.tenants.addAll(added)
    known.revision = revision
  }

  #forgetOthers(keys: ReadonlySet<string>): void {
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key)
  }
}

function keyOf(releaseId: string, list: MemberList): string {
  return `${releaseId}.${list}`
}
