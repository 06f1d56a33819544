import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningRelease } from '@portico/release'
import type { Log } from '../../telemetry/log.ts'
import { type FetchList, fetchMissing, type MemberLists } from './member-lists.ts'

/** Slow enough that some failing lists do not open the breaker, which would shut out the rules with them. */
const minPauseMs = 2_000
/** A list that is too large fails after a download of 64 MiB. */
const maxPauseMs = 60_000

export interface ListFetchesParts {
  fetchList: FetchList
  /** Those in use; another object once what is under way for the one before is of no use. */
  lists(): MemberLists
  /** The lists this release names are here, and `changed` of them are new. */
  onTaken(release: RunningRelease, changed: readonly string[]): void
  log: Log
  /** Aborted: nothing is fetched nor taken any more. */
  signal: AbortSignal
  /** Resolves early when the signal is aborted. Left out: by the clock. */
  pause?: (ms: number, signal: AbortSignal) => Promise<unknown>
}

/** Fetches the lists of each release by itself: one that is slow or fails holds up no other. */
export class ListFetches {
  readonly #parts: ListFetchesParts
  #wanted: ReadonlyMap<string, RunningRelease> = new Map()
  readonly #followed = new Set<string>()
  /** What is under way, by release; one that pauses after a failure is not in it. */
  readonly #attempts = new Map<string, Promise<void>>()

  constructor(parts: ListFetchesParts) {
    this.#parts = parts
  }

  /** All running releases as the service reports them now. What is under way for an earlier version goes on. */
  want(releases: readonly RunningRelease[]): void {
    const lists = this.#parts.lists()
    const incomplete = releases.filter(release => lists.missingOf(release).length > 0)
    this.#wanted = new Map(incomplete.map(release => [release.id, release]))
    for (const id of this.#wanted.keys()) if (!this.#followed.has(id)) void this.#follow(id)
  }

  /** Resolves when nothing is under way; a list that failed and pauses is not waited for. */
  async settle(): Promise<void> {
    while (this.#attempts.size > 0) await Promise.allSettled(this.#attempts.values())
  }

  async #follow(id: string): Promise<void> {
    this.#followed.add(id)
    let failures = 0
    for (let release = this.#next(id); release; release = this.#next(id)) {
      try {
        await this.#attempt(release)
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === 1) this.#report(id, error)
        this.#attempts.delete(id)
        await this.#pause(failures)
      }
    }
    this.#attempts.delete(id)
    this.#followed.delete(id)
  }

  #next(id: string): RunningRelease | undefined {
    return this.#parts.signal.aborted ? undefined : this.#wanted.get(id)
  }

  #attempt(release: RunningRelease): Promise<void> {
    const attempt = this.#bring(release)
    this.#attempts.set(release.id, attempt)
    return attempt
  }

  async #bring(release: RunningRelease): Promise<void> {
    const { lists, fetchList, onTaken, signal } = this.#parts
    const before = lists()
    const fetched = await fetchMissing(before, release, fetchList)
    const isOfUse = !signal.aborted && before === lists() && this.#wanted.has(release.id)
    if (isOfUse) onTaken(release, before.take(release, fetched))
  }

  #report(release: string, error: unknown): void {
    const { log, signal } = this.#parts
    if (!signal.aborted) log.error('rules.list_missing', error, { release })
  }

  async #pause(failures: number): Promise<void> {
    const { signal, pause = pauseByClock } = this.#parts
    await pause(Math.min(minPauseMs * 2 ** (failures - 1), maxPauseMs), signal)
  }
}

function pauseByClock(ms: number, signal: AbortSignal): Promise<unknown> {
  return sleep(ms, null, { ref: false, signal }).catch(() => null)
}
