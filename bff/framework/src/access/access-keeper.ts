import { setTimeout as sleep } from 'node:timers/promises'
import type { AccessChange, AccessFeed } from '@portico/identity-contract'
import { Loop, type Next } from '@portico/loop'
import { AppError } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import { AccessChanges, type Verdict } from './access-changes.ts'
import type { AccessSource } from './access-source.ts'
import type { SessionRecord } from './session-record.ts'

/** How long identity may hold an answer; a connection that died unseen is noticed after this and a little. */
const WAIT_SECONDS = 5
/** A start waits no longer than this for the first answer. */
const FIRST_FETCH_MS = 2_500
/** An identity that holds nothing back is not asked without end. */
const BETWEEN_MS = 20
const BACKOFF = { firstMs: 100, maxMs: 1_000 }

export interface AccessKeeperParts {
  source: Pick<AccessSource, 'fetchFeed'>
  log: Log
  /** How old what is known may be before no session is believed any more. */
  maxAgeMs: number
  /** Called after every answer that says something. Null: whatever was known is void. */
  onChanges?(changes: readonly AccessChange[] | null): void
  /** Milliseconds of the monotonic clock. */
  now?: () => number
}

/**
 * Receives every change to what users may do, by a call that identity holds until there is one. While identity is away
 * sessions go on by what is known, up to `maxAgeMs`; after that, and before identity has answered at all, none is believed.
 */
export class AccessKeeper {
  readonly #parts: AccessKeeperParts
  readonly #now: () => number
  readonly #loop = new Loop({
    run: signal => this.#fetchAll(signal),
    pauseMs: BETWEEN_MS,
    backoff: BACKOFF,
    onFailing: error => this.#noteAway(error),
  })
  #changes = new AccessChanges()
  #revision: number | null = null
  /** Null: never. */
  #receivedAt: number | null = null
  #isLive = false

  constructor(parts: AccessKeeperParts) {
    this.#parts = parts
    this.#now = parts.now ?? performance.now.bind(performance)
  }

  get isLive(): boolean {
    return this.#isLive
  }

  /** What is known is too old, or nothing is. */
  get isTooOld(): boolean {
    return this.#receivedAt === null || this.#now() - this.#receivedAt > this.#parts.maxAgeMs
  }

  /** Faults: SESSION_UNAVAILABLE while what is known is too old to judge by. */
  judge(record: SessionRecord): Verdict {
    if (!this.isTooOld) return this.#changes.judge(record)
    throw new AppError('SESSION_UNAVAILABLE', 'It cannot be known just now what users may do.')
  }

  /** Resolves with the first answer, or when it takes too long. */
  async start(): Promise<void> {
    await Promise.race([this.#loop.start(), sleep(FIRST_FETCH_MS, null, { ref: false })])
  }

  stop(): void {
    void this.#loop.stop()
  }

  /** Until identity has nothing more just now. */
  async #fetchAll(signal: AbortSignal): Promise<Next> {
    let feed: AccessFeed
    do {
      // An answer that is not held back shows at once that identity is there again.
      feed = await this.#parts.source.fetchFeed(this.#revision, this.#isLive ? WAIT_SECONDS : 0, signal)
      if (signal.aborted) return 'end'
      this.#take(feed)
    } while (feed.hasMore)
    this.#receivedAt = this.#now()
    if (!this.#isLive) this.#parts.log.info('access.live', { revision: this.#revision })
    this.#isLive = true
    return 'pause'
  }

  #take({ revision, isReset, changes, rolesVersion = 0 }: AccessFeed): void {
    if (isReset) this.#changes = new AccessChanges()
    this.#changes.take(changes)
    const isOfAll = this.#changes.takeRoles(rolesVersion) || isReset
    this.#revision = revision
    if (isOfAll || changes.length > 0) this.#parts.onChanges?.(isOfAll ? null : changes)
  }

  #noteAway(error: unknown): void {
    if (this.#isLive) this.#parts.log.error('access.stale', error)
    this.#isLive = false
  }
}
