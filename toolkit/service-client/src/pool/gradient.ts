const FIRST = 32
/** More than the connections that a service has to its database: a limit that is too low by mistake costs little. */
const LEAST = 8
const MOST = 256
const WINDOW_MS = 200
const MIN_CALLS = 20
/** A window that has not got its calls by then says nothing. */
const MAX_WINDOW_MS = 10_000
/** How much longer than with little to do a call may take. */
const TOLERANCE = 2
/** What is answered within this is never called slow: a busy machine alone makes 3 ms of 1. */
const FLOOR_MS = 25
/** The least a window may leave of the limit. */
const MIN_GRADIENT = 0.5
/** What is left of the limit by a window in which the service said it had too much to do, or gave no answer. */
const BACK_OFF = 0.8
/** Of each window in the limit. */
const SMOOTHING = 0.2
/** Of each window with little to do in the usual time. */
const LEARNED = 0.1
/** Busy windows, some 10 s, after which the usual time is looked for anew: what is asked may have changed. */
const BUSY_WINDOWS = 50

/**
 * How many calls an instance may have under way: as many as it answers about as fast as with little to do. In windows of at
 * least 20 calls and 200 ms the mean time is compared with the usual one: `limit x 2 x usual / mean + sqrt(limit)`. The mean
 * is a geometric one, for one long export must not make an instance slow. The usual time is that of windows with little to
 * do; where there are none, a probe of 20 calls with the least limit finds it out.
 */
export class Gradient {
  #limit = FIRST
  /** Mean ms of a call with little to do; 0: not known yet. */
  #usualMs = 0
  #busyWindows = 0
  /** Ms of the clock at which the probe began; 0: there is none. */
  #probeFrom = 0
  #startedAt = 0
  #calls = 0
  #logSum = 0
  #mostActive = 0
  #isOverloaded = false

  get limit(): number {
    return this.#probeFrom > 0 ? LEAST : Math.floor(this.#limit)
  }

  /** `active`: under way when it ended, itself among them. `isOverload`: it said it had too much to do, or gave no answer in time. */
  note(ms: number, active: number, isOverload: boolean, now: number): void {
    if (this.#calls === 0 || now - this.#startedAt > MAX_WINDOW_MS) this.#begin(now)
    // What began before a probe waited behind more than the probe lets in.
    if (now - ms < this.#probeFrom) return
    this.#calls += 1
    this.#logSum += Math.log(ms + 1)
    if (active > this.#mostActive) this.#mostActive = active
    if (isOverload) this.#isOverloaded = true
    if (this.#calls < MIN_CALLS) return
    if (this.#probeFrom > 0) this.#endProbe()
    else if (now - this.#startedAt >= WINDOW_MS) this.#end(now)
  }

  #begin(now: number): void {
    if (now - this.#probeFrom > MAX_WINDOW_MS) this.#probeFrom = 0
    this.#startedAt = now
    this.#calls = 0
    this.#logSum = 0
    this.#mostActive = 0
    this.#isOverloaded = false
  }

  #endProbe(): void {
    if (!this.#isOverloaded) this.#usualMs = this.#takeMean()
    this.#calls = 0
    this.#probeFrom = 0
  }

  #end(now: number): void {
    const ms = this.#takeMean()
    if (this.#mostActive * 2 < this.#limit) {
      this.#usualMs = this.#usualMs === 0 ? ms : this.#usualMs + (ms - this.#usualMs) * LEARNED
      this.#busyWindows = 0
    } else {
      this.#busyWindows += 1
      if (this.#usualMs > 0) this.#adapt(ms)
      if (this.#usualMs === 0 || this.#busyWindows >= BUSY_WINDOWS) this.#probe(now)
    }
    if (this.#isOverloaded) this.#set(this.#limit * BACK_OFF)
  }

  #takeMean(): number {
    const ms = Math.exp(this.#logSum / this.#calls) - 1
    this.#calls = 0
    return ms
  }

  #probe(now: number): void {
    this.#busyWindows = 0
    this.#probeFrom = now
  }

  #adapt(ms: number): void {
    const most = Math.max(this.#usualMs * TOLERANCE, FLOOR_MS)
    const gradient = Math.max(MIN_GRADIENT, Math.min(1, most / ms))
    const aim = this.#limit * gradient + Math.sqrt(this.#limit)
    if (aim > this.#limit && this.#isOverloaded) return
    this.#set(this.#limit + (aim - this.#limit) * SMOOTHING)
  }

  #set(limit: number): void {
    this.#limit = Math.max(LEAST, Math.min(MOST, limit))
  }
}
