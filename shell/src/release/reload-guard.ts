import { isNumber, isRecord, SessionRecord } from '../state/session-record.ts'

const WINDOW_MS = 60_000

/**
 * Lets the page reload by itself at most once a minute for the same reason, so that no fault of a server ever makes it a
 * loop. Without storage it cannot know, and lets nothing pass.
 */
export class ReloadGuard {
  readonly #record = new SessionRecord('portico.reloads', isReloads)
  readonly #now: () => number

  /** `now` in ms. */
  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  allows(reason: string): boolean {
    return !(reason in this.#recent())
  }

  /** True: reload now. The same `reason`, such as a snapshot's id, is refused for the next minute. */
  pass(reason: string): boolean {
    if (!this.allows(reason)) return false
    return this.#record.write({ ...this.#recent(), [reason]: this.#now() })
  }

  /** What was to be reached is reached; going there again later is no loop. */
  clear(reason: string): void {
    const { [reason]: _, ...others } = this.#recent()
    this.#record.write(others)
  }

  #recent(): Record<string, number> {
    const isRecent = (at: number) => Math.abs(this.#now() - at) < WINDOW_MS
    const entries = Object.entries(this.#record.read() ?? {})
    return Object.fromEntries(entries.filter(([, at]) => isRecent(at)))
  }
}

/** By reason, in ms of the clock. */
function isReloads(value: unknown): value is Record<string, number> {
  return isRecord(value) && Object.values(value).every(isNumber)
}
