import { setTimeout as sleep } from 'node:timers/promises'
import type { Baseline, Feed } from '@portico/release'
import type { Log } from '../telemetry/log.ts'
import type { CurrentSetFile } from './current-set.ts'
import { MemberLists } from './member-lists.ts'
import type { Rules, RulesState } from './rules.ts'
import type { RulesSource } from './rules-source.ts'
import type { RulesStore } from './rules-store.ts'

/** How long the service may hold an answer; a connection that died unseen is noticed after this and a little. */
const waitSeconds = 10
/** A gateway does not wait longer for its first rules than this: it has those on disk, or the artifacts built here. */
const firstFetchMs = 2_500
const minPauseMs = 100
const maxPauseMs = 2_000

export interface RulesKeeperParts {
  /** Null: there is no release service, and the current set is everybody's. */
  source: RulesSource | null
  store: RulesStore
  currentSet: CurrentSetFile
  log: Log
  /** Called with every new revision. */
  onChange(rules: Rules): void
  /** Called when the service answers for the first time, or again: it may have forgotten what it was told. */
  onLive(): void
}

/** Keeps the rules of this process up to date, and the last good ones when the release service is away. */
export class RulesKeeper {
  readonly #parts: RulesKeeperParts
  readonly #stopping = new AbortController()
  #lists = new MemberLists()
  /** As told by the service; `#local` is the same with the baseline of this machine. */
  #told: Rules | null = null
  #local: Rules | null = null
  #state: RulesState
  #confirmedAt: Date | null = null
  #taking: Promise<void> = Promise.resolve()

  constructor(parts: RulesKeeperParts) {
    this.#parts = parts
    this.#state = parts.source === null ? 'LIVE' : 'STALE'
  }

  get state(): RulesState {
    return this.#state
  }

  get confirmedAt(): Date | null {
    return this.#confirmedAt
  }

  /** Null while nothing was ever built nor told. */
  async current(): Promise<Rules | null> {
    if (this.#told && this.#told.feed.baseline.shell !== '') return this.#told
    const baseline = await this.#parts.currentSet.find()
    return baseline && this.#withBaseline(baseline)
  }

  /** Resolves when there are rules to decide by, or nothing more to wait for. */
  async start(): Promise<void> {
    if (this.#parts.source === null) return
    const kept = await this.#parts.store.find()
    if (kept) {
      this.#lists = kept.lists
      this.#adopt(kept)
    }
    await Promise.race([this.poke(), sleep(firstFetchMs, null, { ref: false })])
    void this.#follow()
  }

  /** Somebody says that there is news: look at once. Never rejects. */
  async poke(): Promise<void> {
    await this.#refresh(0).catch(() => null)
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping
    let pauseMs = minPauseMs
    while (!signal.aborted) {
      try {
        await this.#refresh(this.#state === 'LIVE' ? waitSeconds : 0)
        pauseMs = minPauseMs
      } catch {
        await sleep(pauseMs, null, { ref: false, signal }).catch(() => null)
        pauseMs = Math.min(2 * pauseMs, maxPauseMs)
      }
    }
  }

  async #refresh(wait: number): Promise<void> {
    const { source, log } = this.#parts
    if (source === null) return
    try {
      const feed = await source.fetchFeed(this.#told?.feed.revision ?? null, wait)
      if (feed) await this.#inOrder(() => this.#take(feed, source))
      this.#confirm()
    } catch (error) {
      if (this.#stopping.signal.aborted) return
      if (this.#state === 'LIVE') log.error('rules.stale', error)
      this.#state = 'STALE'
      throw error
    }
  }

  #confirm(): void {
    const isBack = this.#state === 'STALE'
    this.#state = 'LIVE'
    this.#confirmedAt = new Date()
    if (!isBack) return
    this.#parts.log.info('rules.live', { revision: this.#told?.feed.revision })
    this.#parts.onLive()
  }

  /** Two refreshes may overlap, when somebody pokes; what they bring is taken one after the other. */
  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#taking.then(work)
    this.#taking = done.catch(() => {})
    return done
  }

  async #take(feed: Feed, source: RulesSource): Promise<void> {
    if (feed.revision === this.#told?.feed.revision) return
    const changed = await this.#lists.bringTo(feed, (id, list, since) => source.fetchList(id, list, since))
    const rules = { feed, lists: this.#lists }
    this.#adopt(rules)
    void this.#parts.store.save(rules, changed)
  }

  #adopt(rules: Rules): void {
    this.#told = rules
    this.#local = null
    this.#parts.onChange(rules)
  }

  /** What else the service says holds even while it names no baseline. */
  #withBaseline(baseline: Baseline): Rules {
    if (this.#local?.feed.baseline === baseline) return this.#local
    this.#local = { feed: { ...(this.#told?.feed ?? emptyFeed), baseline }, lists: this.#lists }
    return this.#local
  }
}

const emptyFeed: Omit<Feed, 'baseline'> = {
  revision: 0,
  isStopped: false,
  releases: [],
  inForce: [],
  revoked: [],
  instances: [],
}
