import {
  decodeList,
  encodeList,
  MEMBER_LISTS,
  type MemberList,
  type MemberListUpdate,
  type RunningRelease,
  TenantSet,
} from '@portico/release'

/** One list of one release, as far as this process knows it. */
interface KnownList {
  revision: number
  tenants: TenantSet
}

/** What of a release says how new its lists have to be. */
export type ListedRelease = Pick<RunningRelease, 'id' | 'lists'>

/** A list that is older here than its release says. */
export interface MissingList {
  list: MemberList
  /** Revision that is here; 0 for none of it. */
  since: number
}

/** A list that was missing, or what changed in it, as bytes. */
export interface FetchedList extends MissingList {
  bytes: Uint8Array
}

/** The tenant lists of the running releases. Each is brought up to date by what changed in it. */
export class MemberLists {
  readonly #known = new Map<string, KnownList>()

  has(releaseId: string, list: MemberList, tenantId: string): boolean {
    return this.#known.get(keyOf(releaseId, list))?.tenants.has(tenantId) ?? false
  }

  missingOf({ id, lists }: ListedRelease): MissingList[] {
    return MEMBER_LISTS.flatMap(list => {
      const since = this.#known.get(keyOf(id, list))?.revision ?? 0
      return since < lists[list].revision ? [{ list, since }] : []
    })
  }

  /**
   * All lists of a release at one moment, so that no tenant is let in by a newer one while an older one still has to keep
   * it out. Gives the keys of those that changed. Throws, and changes nothing, when one is not what was asked for.
   */
  take(release: ListedRelease, fetched: readonly FetchedList[]): string[] {
    const updates = fetched.map(one => [keyOf(release.id, one.list), this.#read(release, one)] as const)
    for (const [key, update] of updates) this.#apply(key, update)
    return updates.map(([key]) => key)
  }

  /** Of releases that ended, and lists that were never used. */
  forgetOthers(releases: readonly ListedRelease[]): void {
    const used = releases.flatMap(({ id, lists }) =>
      MEMBER_LISTS.filter(list => lists[list].revision > 0).map(list => keyOf(id, list)),
    )
    const kept = new Set(used)
    for (const key of this.#known.keys()) if (!kept.has(key)) this.#known.delete(key)
  }

  /** The same tenants with no revision to go on from: a database that was set back counts some revisions twice. */
  doubted(): MemberLists {
    const doubted = new MemberLists()
    for (const [key, { tenants }] of this.#known) doubted.#known.set(key, { revision: 0, tenants })
    return doubted
  }

  /** As it would come whole; null for a list that is not here. */
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

  #read({ id, lists }: ListedRelease, { list, since, bytes }: FetchedList): MemberListUpdate {
    const key = keyOf(id, list)
    const update = decodeList(bytes)
    const { revision } = lists[list]
    if (update.revision < revision) {
      throw new Error(`${key} is of revision ${update.revision}, not ${revision}`)
    }
    const isFitting = update.isFull || (since > 0 && this.#known.get(key)?.revision === since)
    if (!isFitting) throw new Error(`${key} is not what changed since the revision that is here`)
    return update
  }

  #apply(key: string, { revision, isFull, added, removed }: MemberListUpdate): void {
    const known = this.#known.get(key)
    if (isFull || !known) {
      this.#known.set(key, { revision, tenants: TenantSet.of(added) })
      return
    }
    known.tenants.removeAll(removed)
    known.tenants.addAll(added)
    known.revision = revision
  }
}

/** Gives the bytes of a list, or of what changed in it since a revision; 0 for all of it. */
export type FetchList = (releaseId: string, list: MemberList, since: number) => Promise<Uint8Array>

/** One after the other: a list may be long, and the process that gives it has others to serve. */
export async function fetchMissing(
  lists: MemberLists,
  release: ListedRelease,
  fetchList: FetchList,
): Promise<FetchedList[]> {
  const fetched: FetchedList[] = []
  for (const { list, since } of lists.missingOf(release)) {
    fetched.push({ list, since, bytes: await fetchList(release.id, list, since) })
  }
  return fetched
}

function keyOf(releaseId: string, list: MemberList): string {
  return `${releaseId}.${list}`
}
