const WINDOW_MS = 10_000
const MIN_CALLS = 20
/** How much worse than its peers an instance may be, and the share of failures below which it is left as it is, whatever its peers do. */
const USUAL: Bounds = { ratio: 3, floorShare: 0.2 }
/** Before a window is over: what an accident of so few calls does not come to, where some take a hundred times as long as others. */
const PLAIN: Bounds = { ratio: 10, floorShare: 0.5 }
/** From so many calls on the usual bounds hold, though the window is not over. */
const MANY_CALLS = 100
/** What is answered within this is never called slow, whatever its peers do. */
const FLOOR_MS = 50

interface Bounds {
  ratio: number
  floorShare: number
}

interface Window {
  startedAt: number
  calls: number
  failures: number
  /** Calls whose time counts. */
  timed: number
  logSum: number
  /** Of the window before; null where it had too few calls. */
  last: Figures | null
}

interface Figures {
  ms: number
  failureShare: number
}

/** What can be said of an instance by now. */
export interface Measured extends Figures {
  bounds: Bounds
}

/**
 * How long instances take and how often they fail, in windows of 10 s, looked at every 20 calls: one that is plainly worse is not waited
 * for to the end of its window. Peers take the same mix of calls in turn, so their figures
 * can be compared. The mean is a geometric one, for one long export must not make an instance slow.
 */
export class PeerFigures {
  readonly #now: () => number
  readonly #windows = new Map<string, Window>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** What `outlierOf` judges; null: nothing new. `ms`: null where only the failure counts. */
  note(origin: string, isFailure: boolean, ms: number | null): Measured | null {
    const now = this.#now()
    const window = this.#windows.get(origin) ?? this.#open(origin, now)
    window.calls += 1
    if (isFailure) window.failures += 1
    if (ms !== null) {
      window.timed += 1
      window.logSum += Math.log(ms + 1)
    }
    if (now - window.startedAt < WINDOW_MS) return earlyOf(window)
    window.last = figuresOf(window)
    window.startedAt = now
    window.calls = 0
    window.failures = 0
    window.timed = 0
    window.logSum = 0
    return window.last && { ...window.last, bounds: USUAL }
  }

  /** In which way it is worse than its peers, of which one at least must have been measured. `peers`: those that take the same calls, and itself. */
  outlierOf(origin: string, own: Measured, peers: readonly string[]): 'failing' | 'slow' | null {
    const { ratio, floorShare } = own.bounds
    const others = peers.filter(peer => peer !== origin).flatMap(peer => this.#measured(peer) ?? [])
    if (others.length === 0) return null
    const limitOf = (figure: keyof Figures) => ratio * medianOf(others.map(one => one[figure]))
    if (own.failureShare >= floorShare && own.failureShare > limitOf('failureShare')) return 'failing'
    return own.ms >= FLOOR_MS && own.ms > limitOf('ms') ? 'slow' : null
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
    const window = { startedAt: now, calls: 0, failures: 0, timed: 0, logSum: 0, last: null }
    this.#windows.set(origin, window)
    return window
  }

  /** Of the window under way, where it has calls enough, else of the one before; null for what is not called any more. */
  #measured(origin: string): Figures | null {
    const window = this.#windows.get(origin)
    if (!window || this.#now() - window.startedAt > 2 * WINDOW_MS) return null
    return figuresOf(window) ?? window.last
  }
}

function earlyOf(window: Window): Measured | null {
  if (window.calls % MIN_CALLS !== 0) return null
  const figures = figuresOf(window)
  return figures && { ...figures, bounds: window.calls < MANY_CALLS ? PLAIN : USUAL }
}

function figuresOf({ calls, failures, timed, logSum }: Window): Figures | null {
  if (calls < MIN_CALLS) return null
  return { ms: timed === 0 ? 0 : Math.exp(logSum / timed) - 1, failureShare: failures / calls }
}

/** The lower one of two. */
function medianOf(values: number[]): number {
  values.sort((a, b) => a - b)
  return values[Math.floor((values.length - 1) / 2)] ?? 0
}
