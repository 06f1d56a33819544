import { Loop, type Next, type SetTimer } from '@portico/loop'
import type { RunningRelease } from '@portico/release'
import type { Log } from '../../telemetry/log.ts'
import { type FetchList, fetchMissing, type MemberLists } from './member-lists.ts'

const BACKOFF = {
  /** Slow enough that some failing lists do not open the breaker, which would shut out the rules with them. */
  firstMs: 2_000,
  /** A list that is too large fails after a download of 64 MiB. */
  maxMs: 60_000,
}

export interface ListFetchesParts {
  fetchList: FetchList
  /** Those in use; another object once what is under way for the one before is of no use. */
  lists(): MemberLists
  /** The lists this release names are here, and `changed` of them are new. */
  onTaken(release: RunningRelease, changed: readonly string[]): void
  log: Log
  /** Aborted: nothing is fetched nor taken any more. */
  signal: AbortSignal
  /** Both as of the loop. */
  setTimer?: SetTimer
  random?: () => number
}

/** Fetches the lists of each release by itself: one that is slow or fails holds up no other. */
export class ListFetches {
  readonly #parts: ListFetchesParts
  #wanted: ReadonlyMap<string, RunningRelease> = new Map()
  /** By release, as long as a list of it is missing. */
  readonly #loops = new Map<string, Loop>()

  constructor(parts: ListFetchesParts) {
    this.#parts = parts
  }

  /** All running releases as the service reports them now. What is under way for an earlier version goes on. */
  want(releases: readonly RunningRelease[]): void {
    const lists = this.#parts.lists()
    const incomplete = releases.filter(release => lists.missingOf(release).length > 0)
    this.#wanted = new Map(incomplete.map(release => [release.id, release]))
    for (const id of this.#wanted.keys()) if (!this.#loops.has(id)) this.#follow(id)
  }

  /** Resolves when nothing is under way; a list that failed and pauses is not waited for. */
  async settle(): Promise<void> {
    for (let busy = this.#busy(); busy.length > 0; busy = this.#busy())
      await Promise.all(busy.map(loop => loop.settle()))
  }

  #busy(): Loop[] {
    return [...this.#loops.values()].filter(loop => loop.isBusy)
  }

  #follow(id: string): void {
    const { signal, setTimer, random } = this.#parts
    const loop = new Loop({
      run: () => this.#bringNext(id),
      pauseMs: BACKOFF.firstMs,
      backoff: BACKOFF,
      onFailing: error => this.#report(id, error),
      signal,
      setTimer,
      random,
    })
    this.#loops.set(id, loop)
    void loop.start()
  }

  async #bringNext(id: string): Promise<Next> {
    const release = this.#wanted.get(id)
    if (release) {
      await this.#bring(release)
      return 'again'
    }
    this.#loops.delete(id)
    return 'end'
  }

  async #bring(release: RunningRelease): Promise<void> {
    const { lists, fetchList, onTaken, signal } = this.#parts
    const before = lists()
    const fetched = await fetchMissing(before, release, fetchList)
    const isOfUse = !signal.aborted && before === lists() && this.#wanted.has(release.id)
    if (isOfUse) onTaken(release, before.take(release, fetched))
  }

  #report(release: string, error: unknown): void {
    this.#parts.log.error('rules.list_missing', error, { release })
  }
}
