import { setTimeout as sleep } from 'node:timers/promises'
import { Loop, type Next } from '@portico/loop'
import type { Baseline, Feed } from '@portico/release'
import type { Log } from '../../telemetry/log.ts'
import type { NamedArtifact } from './left-out.ts'
import { MemberLists } from './member-lists.ts'
import type { Rules, RulesState } from './rules.ts'
import { RulesInUse } from './rules-in-use.ts'
import type { RulesSource } from './rules-source.ts'
import type { RulesStore } from './rules-store.ts'

/** How long the service may hold an answer; a connection that died unseen is noticed after this and a little. */
const WAIT_SECONDS = 10
/** A gateway does not wait longer for its first rules than this: it has those on disk, or the artifacts built here. */
const FIRST_FETCH_MS = 2_500
/** A refresh waits no longer than this for the lists that come with new rules. */
const MAX_LIST_WAIT_MS = 2_500
/** A release service that holds nothing back is not asked without end. */
const BETWEEN_MS = 20
const BACKOFF = { firstMs: 100, maxMs: 2_000 }

export interface RulesClientParts {
  /** Null: there is no release service, and every tenant has the current set. */
  source: RulesSource | null
  store: RulesStore
  /** What was built on this machine, for as long as the service names no baseline. */
  currentSet: { find(): Promise<Baseline | null>; findNow(): Baseline | null }
  log: Log
  /** Called with every new revision. */
  onChange(rules: Rules): void
  /** Called whenever what is decided may be another. */
  onDecide?(): void
  /** Called when the service answers for the first time, or again: it may have forgotten what was sent to it. */
  onLive(): void
}

/** Keeps the rules of this process up to date, and the last good ones when the release service is away. */
export class RulesClient {
  readonly #parts: RulesClientParts
  readonly #loop = new Loop({ run: () => this.#follow(), pauseMs: BETWEEN_MS, backoff: BACKOFF })
  /** Null as the source is. */
  readonly #inUse: RulesInUse | null
  /** What is in use, with the baseline of this machine. */
  #local: { of: Rules | null; rules: Rules } | null = null
  #state: RulesState
  #confirmedAt: Date | null = null

  constructor(parts: RulesClientParts) {
    this.#parts = parts
    this.#state = parts.source === null ? 'LIVE' : 'STALE'
    this.#inUse = parts.source && this.#useRulesOf(parts.source)
  }

  get state(): RulesState {
    return this.#state
  }

  get confirmedAt(): Date | null {
    return this.#confirmedAt
  }

  /** Null while nothing was ever built nor received. */
  async current(): Promise<Rules | null> {
    const rules = this.currentNow()
    if (rules) return rules
    const baseline = await this.#parts.currentSet.find()
    return baseline && this.#withBaseline(baseline)
  }

  /** As `current`, where nothing must be looked for; null: `current` says. */
  currentNow(): Rules | null {
    const rules = this.#inUse?.rules ?? null
    if (rules && rules.feed.baseline.shell !== '') return rules
    const baseline = this.#parts.currentSet.findNow()
    return baseline && this.#withBaseline(baseline)
  }

  /** Resolves when there are rules to decide by, or nothing more to wait for. */
  async start(): Promise<void> {
    if (this.#inUse === null) return
    await this.#inUse.load()
    await Promise.race([this.refresh(), sleep(FIRST_FETCH_MS, null, { ref: false })])
    void this.#loop.start()
  }

  /** There may be new rules: asks at once. Resolves when they are in use, or take too long. Never rejects. */
  async refresh(): Promise<void> {
    await this.#refresh(0).catch(() => null)
    await Promise.race([this.#inUse?.settle(), sleep(MAX_LIST_WAIT_MS, null, { ref: false })])
  }

  /** As `RulesInUse.leaveOut`: true when what is decided may be another now. */
  leaveOut(artifacts: readonly NamedArtifact[]): boolean {
    return this.#inUse?.leaveOut(artifacts) ?? false
  }

  /** Looks again at what was left out some time ago, in the background; `isUsable` never rejects. */
  recheck(isUsable: (artifact: NamedArtifact) => Promise<boolean>): void {
    for (const artifact of this.#inUse?.takeDue() ?? []) {
      void isUsable(artifact).then(is => is && this.#inUse?.readmit(artifact))
    }
  }

  stop(): void {
    void this.#loop.stop()
    this.#parts.source?.close()
  }

  async #follow(): Promise<Next> {
    await this.#refresh(this.#state === 'LIVE' ? WAIT_SECONDS : 0)
    return 'pause'
  }

  async #refresh(wait: number): Promise<void> {
    const { source, log } = this.#parts
    const inUse = this.#inUse
    if (source === null || inUse === null) return
    const asked = inUse.reported
    try {
      const feed = await source.fetchFeed(asked?.revision ?? null, wait)
      if (this.#loop.signal.aborted) return
      if (feed && !isOldUpdate(feed, asked, inUse.reported)) inUse.take(feed)
      this.#confirm()
    } catch (error) {
      if (this.#loop.signal.aborted) return
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
    this.#parts.log.info('rules.live', { revision: this.#inUse?.reported?.revision })
    this.#parts.onLive()
  }

  #useRulesOf(source: RulesSource): RulesInUse {
    const { store, log, onChange, onDecide = () => {} } = this.#parts
    return new RulesInUse({
      fetchList: (id, list, since) => source.fetchList(id, list, since),
      store,
      log,
      signal: this.#loop.signal,
      onChange,
      onDecide,
    })
  }

  /** What else the service says holds even while it names no baseline. */
  #withBaseline(baseline: Baseline): Rules {
    const of = this.#inUse?.rules ?? null
    const known = this.#local
    if (known && known.of === of && known.rules.feed.baseline === baseline) return known.rules
    const rules = {
      ...of,
      feed: { ...(of?.feed ?? EMPTY_FEED), baseline },
      lists: of?.lists ?? new MemberLists(),
    }
    this.#local = { of, rules }
    return rules
  }
}

/**
 * Requests overlap by a refresh, and their answers may overtake each other. A revision lower than the very one
 * that was asked from is none of that: the database was set back.
 */
function isOldUpdate({ revision }: Feed, asked: Feed | null, reported: Feed | null): boolean {
  if (reported === null) return false
  const isOvertaken = reported !== asked && revision < reported.revision
  return isOvertaken || revision === reported.revision
}

const EMPTY_FEED: Omit<Feed, 'baseline'> = {
  revision: 0,
  isStopped: false,
  releases: [],
  inForce: [],
  breakingServices: [],
  revoked: [],
  instances: [],
}
