const WINDOW_MS = 10_000
const MIN_CALLS = 20
/** How much slower than its peers an instance may be. */
const MAX_RATIO = 3
/** What is answered within this is never called slow, whatever its peers do. */
const FLOOR_MS = 50

interface Window {
  startedAt: number
  calls: number
  logSum: number
  /** Of the window before; null where it had too few calls. */
  lastMs: number | null
}

/**
 * How long instances take, in windows of 10 s. Peers take the same mix of calls in turn, so their means can be compared: a
 * geometric mean, for one long export must not make an instance slow.
 */
export class Latencies {
  readonly #now: () => number
  readonly #windows = new Map<string, Window>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** True at the end of a window that says something: then `isSlow` is worth asking. */
  note(origin: string, ms: number): boolean {
    const now = this.#now()
    const window = this.#windows.get(origin) ?? this.#open(origin, now)
    window.calls += 1
    window.logSum += Math.log(ms + 1)
    if (now - window.startedAt < WINDOW_MS) return false
    window.lastMs = meanOf(window)
    window.startedAt = now
    window.calls = 0
    window.logSum = 0
    return window.lastMs !== null
  }

  /** `peers`: those that take the same calls, and itself. Each must have been measured. */
  isSlow(origin: string, peers: readonly string[]): boolean {
    const own = this.#windows.get(origin)?.lastMs ?? 0
    if (own < FLOOR_MS) return false
    const others = peers.filter(peer => peer !== origin).flatMap(peer => this.#measured(peer) ?? [])
    if (others.length === 0) return false
    others.sort((a, b) => a - b)
    return own > MAX_RATIO * (others[Math.floor((others.length - 1) / 2)] ?? own)
  }

  /** It is measured anew: another process has come up there, or it comes back. */
  forget(origin: string): void {
    this.#windows.delete(origin)
  }

  /** What is not registered any more is not measured. */
  keep(isPresent: (origin: string) => boolean): void {
    for (const origin of this.#windows.keys()) if (!isPresent(origin)) this.#windows.delete(origin)
  }

  #open(origin: string, now: number): Window {
    const window = { startedAt: now, calls: 0, logSum: 0, lastMs: null }
    this.#windows.set(origin, window)
    return window
  }

  /** Of the window under way, where it has calls enough, else of the one before; null for what is not called any more. */
  #measured(origin: string): number | null {
    const window = this.#windows.get(origin)
    if (!window || this.#now() - window.startedAt > 2 * WINDOW_MS) return null
    return meanOf(window) ?? window.lastMs
  }
}

function meanOf({ calls, logSum }: Window): number | null {
  return calls < MIN_CALLS ? null : Math.exp(logSum / calls) - 1
}
