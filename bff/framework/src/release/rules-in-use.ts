import type { Feed, RunningRelease } from '@portico/release'
import type { Log } from '../telemetry/log.ts'
import { feedInUse } from './feed-in-use.ts'
import { ListFetches } from './list-fetches.ts'
import { type FetchList, MemberLists } from './member-lists.ts'
import type { Rules } from './rules.ts'
import type { RulesStore } from './rules-store.ts'

export interface RulesInUseParts {
  fetchList: FetchList
  store: RulesStore
  log: Log
  /** Aborted: no list is fetched any more. */
  signal: AbortSignal
  /** Called with every feed; lists that come later make no other road. */
  onChange(rules: Rules): void
}

/** What this process decides by: the newest feed as far as its lists are here, and the same on disk. */
export class RulesInUse {
  readonly #parts: RulesInUseParts
  readonly #fetches: ListFetches
  #lists = new MemberLists()
  #told: Feed | null = null
  #rules: Rules | null = null

  constructor(parts: RulesInUseParts) {
    this.#parts = parts
    const { fetchList, log, signal } = parts
    this.#fetches = new ListFetches({
      fetchList,
      log,
      signal,
      lists: () => this.#lists,
      onTaken: (release, changed) => this.#takeLists(release, changed),
    })
  }

  /** Null before anything was taken or found on disk. Another object whenever a decision may be another. */
  get rules(): Rules | null {
    return this.#rules
  }

  /** The newest feed taken. What was on disk is none: lists may have been on their way when it was kept. */
  get told(): Feed | null {
    return this.#told
  }

  async load(): Promise<void> {
    const kept = await this.#parts.store.find()
    if (!kept) return
    this.#lists = kept.lists
    this.#rules = kept
    this.#parts.onChange(kept)
  }

  /** At once, for it may be a stop; lists that it needs follow. */
  take(feed: Feed): void {
    const former = this.#rules?.feed
    if (former && feed.revision < former.revision) this.#lists = this.#lists.doubted()
    this.#lists.forgetOthers(feed.releases)
    this.#told = feed
    this.#parts.onChange(this.#use(feed, former?.releases ?? [], []))
    this.#fetches.want(feed.releases)
  }

  /** Resolves when every list is here, or has failed. */
  settle(): Promise<void> {
    return this.#fetches.settle()
  }

  /** They belong to the release as it was when they were asked for; meanwhile the service may have told of a newer one. */
  #takeLists(release: RunningRelease, changed: readonly string[]): void {
    if (!this.#told || !this.#rules) return
    const former = this.#rules.feed.releases.map(one => (one.id === release.id ? release : one))
    this.#use(this.#told, former, changed)
    this.#fetches.want(this.#told.releases)
  }

  #use(told: Feed, former: readonly RunningRelease[], changedLists: readonly string[]): Rules {
    const rules = { feed: feedInUse(told, this.#lists, former), lists: this.#lists }
    this.#rules = rules
    void this.#parts.store.save(rules, changedLists)
    return rules
  }
}
