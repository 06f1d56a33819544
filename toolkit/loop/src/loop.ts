/** What follows a run: the next one without a pause, the next one after the pause, or none any more. */
export type Next = 'again' | 'pause' | 'end'

/** Calls `then` after `ms`; what it returns cancels that. */
export type SetTimer = (ms: number, then: () => void) => () => void

export interface LoopOptions {
  /** One piece of work; a rejection is a failure. `signal` is aborted once the loop is to stop. */
  run(signal: AbortSignal): Promise<Next>
  /** From the end of a run to the begin of the next. */
  pauseMs: number
  /** Pauses after failures: each is twice the one before. Left out: `pauseMs` after failures too. */
  backoff?: { firstMs: number; maxMs: number }
  /** The first run comes after a pause instead of at once. */
  startsWithPause?: boolean
  /** Called with the first of several failures in a row; not with one that comes after the stop. */
  onFailing?(error: unknown): void
  /** Called with the first success after failures. */
  onRecovered?(): void
  /** The loop stops when it is aborted, besides by `stop`. */
  signal?: AbortSignal
  /** Left out: by the clock, and without keeping the process alive. */
  setTimer?: SetTimer
  /** From 0 up to 1. Left out: `Math.random`. */
  random?: () => number
}

/** The part by which a pause after a failure is shorter at most: callers that failed together come back apart. */
const JITTER = 0.2

/** Runs a piece of work again and again, never two runs at a time. A loop that has stopped stays so. */
export class Loop {
  /** Aborted once the loop is to stop. */
  readonly signal: AbortSignal
  readonly #options: LoopOptions
  readonly #stopping = new AbortController()
  #isStarted = false
  #failures = 0
  #running: Promise<void> | null = null
  /** Begins when the running one has ended, and not before those who ask for it in the same turn have done so. */
  #waiting: Promise<void> | null = null
  #cancelPause = () => {}

  constructor(options: LoopOptions) {
    this.#options = options
    const own = this.#stopping.signal
    this.signal = options.signal ? AbortSignal.any([options.signal, own]) : own
    this.signal.addEventListener('abort', () => this.#cancelPause(), { once: true })
  }

  /** True while a run is under way or waits for the one under way. */
  get isBusy(): boolean {
    return this.#running !== null || this.#waiting !== null
  }

  /** Resolves when the first run has ended, well or not; at once when that comes after a pause. */
  async start(): Promise<void> {
    if (this.#isStarted) return
    this.#isStarted = true
    if (this.#options.startsWithPause) this.#pause(this.#options.pauseMs)
    else await this.runNow()
  }

  /** There may be something to do: cuts the pause short. Nothing before the start. */
  wake(): void {
    if (this.#isStarted) void this.runNow()
  }

  /**
   * Resolves at the end of a run that begins after the call, well or not, or without one when the loop has stopped. One
   * runs and one waits, never more. Works before the start as well.
   */
  runNow(): Promise<void> {
    this.#cancelPause()
    this.#waiting ??= Promise.resolve(this.#running).then(() => {
      this.#waiting = null
      return this.#begin()
    })
    return this.#waiting
  }

  /** Resolves when no run is under way nor waits; a loop that pauses is not waited for. */
  async settle(): Promise<void> {
    while (this.isBusy) await (this.#waiting ?? this.#running)
  }

  /** Aborts the signal, and resolves when the run under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.settle()
  }

  #begin(): Promise<void> {
    if (this.signal.aborted) return Promise.resolve()
    const running = this.#runOne()
    this.#running = running
    return running
  }

  async #runOne(): Promise<void> {
    const pauseMs = await this.#attempt()
    this.#running = null
    if (this.#waiting || !this.#isStarted || this.signal.aborted) return
    if (pauseMs === 0) void this.runNow()
    else this.#pause(pauseMs)
  }

  /** Gives the pause that follows. */
  async #attempt(): Promise<number> {
    const { run, pauseMs, onRecovered } = this.#options
    try {
      const next = await run(this.signal)
      if (this.#failures > 0) onRecovered?.()
      this.#failures = 0
      if (next === 'end') this.#stopping.abort()
      return next === 'again' ? 0 : pauseMs
    } catch (error) {
      return this.#noteFailure(error)
    }
  }

  #noteFailure(error: unknown): number {
    const { pauseMs, backoff, onFailing, random = Math.random } = this.#options
    this.#failures += 1
    if (this.#failures === 1 && !this.signal.aborted) onFailing?.(error)
    if (!backoff) return pauseMs
    const longest = Math.min(backoff.firstMs * 2 ** (this.#failures - 1), backoff.maxMs)
    return longest * (1 - JITTER * random())
  }

  #pause(ms: number): void {
    const { setTimer = setClockTimer } = this.#options
    this.#cancelPause = setTimer(ms, () => void this.runNow())
  }
}

/** By the clock, and without keeping the process alive. */
export function setClockTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms).unref()
  return () => clearTimeout(timer)
}
