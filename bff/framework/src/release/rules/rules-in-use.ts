import type { Feed, RunningRelease } from '@portico/release'
import type { Log } from '../../telemetry/log.ts'
import { feedInUse } from './feed-in-use.ts'
import { isNamedBy, type NamedArtifact, UnusableArtifacts, withoutUnusable } from './left-out.ts'
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
  /** Called with every feed; lists that come later change no routing. */
  onChange(rules: Rules): void
  /** Called whenever a decision may be another, by lists that came too. */
  onDecide(): void
}

/** What this process decides by: the newest feed as far as its lists are here, and the same on disk. */
export class RulesInUse {
  readonly #parts: RulesInUseParts
  readonly #fetches: ListFetches
  #lists = new MemberLists()
  readonly #unusable = new UnusableArtifacts()
  #reported: Feed | null = null
  /** As it was reported, as far as lists allow it. */
  #whole: Feed | null = null
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
  get reported(): Feed | null {
    return this.#reported
  }

  async load(): Promise<void> {
    const kept = await this.#parts.store.find()
    if (!kept) return
    this.#lists = kept.lists
    this.#parts.onChange(this.#decideBy(kept.feed))
  }

  /**
   * These could not be used: what a running release names of them is left out from now on. False when none names any, so
   * that looking again would come to the same.
   */
  leaveOut(artifacts: readonly NamedArtifact[]): boolean {
    const feed = this.#rules?.feed
    const named = artifacts.filter(artifact => feed && isNamedBy(artifact, feed))
    for (const artifact of named) this.#unusable.add(artifact)
    return named.length > 0 && this.#reconsider()
  }

  /** One that was left out can be used again. */
  readmit(artifact: NamedArtifact): void {
    this.#unusable.delete(artifact)
    this.#reconsider()
  }

  /** What was left out and should be looked at again. */
  takeDue(): NamedArtifact[] {
    return this.#unusable.takeDue()
  }

  /** At once, for it may be a stop; lists that it needs follow. */
  take(feed: Feed): void {
    const former = this.#whole
    if (former && feed.revision < former.revision) this.#lists = this.#lists.doubted()
    this.#lists.forgetOthers(feed.releases)
    this.#unusable.keepOnly(artifact => isNamedBy(artifact, feed))
    this.#reported = feed
    this.#parts.onChange(this.#use(feed, former?.releases ?? [], []))
    this.#fetches.want(feed.releases)
  }

  /** Resolves when every list is here, or has failed. */
  settle(): Promise<void> {
    return this.#fetches.settle()
  }

  /** They belong to the release as it was when they were asked for; meanwhile the service may have reported a newer one. */
  #takeLists(release: RunningRelease, changed: readonly string[]): void {
    if (!this.#reported || !this.#whole) return
    const former = this.#whole.releases.map(one => (one.id === release.id ? release : one))
    this.#use(this.#reported, former, changed)
    this.#fetches.want(this.#reported.releases)
  }

  #use(reported: Feed, former: readonly RunningRelease[], changedLists: readonly string[]): Rules {
    const feed = feedInUse(reported, this.#lists, former)
    void this.#parts.store.save({ feed, lists: this.#lists }, changedLists)
    return this.#decideBy(feed)
  }

  #reconsider(): boolean {
    if (!this.#whole) return false
    this.#decideBy(this.#whole)
    return true
  }

  #decideBy(whole: Feed): Rules {
    this.#whole = whole
    const rules = { ...withoutUnusable(whole, this.#unusable), lists: this.#lists }
    this.#rules = rules
    this.#parts.onDecide()
    return rules
  }
}
