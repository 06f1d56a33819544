import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'

/** How often the timers of a hidden app run at most, in ms: what browsers do with tabs in the background. */
const HIDDEN_MS = 1_000

/** What ends by itself so soon, as an animation does, is not left. Nor is what lasts so long: caches let go of what they hold by it. */
const ENDS_BY_ITSELF_MS = 1_000
const OF_CACHES_MS = 60_000

type Handler = (...args: unknown[]) => void

interface Timer {
  handler: Handler
  args: unknown[]
  delayMs: number | undefined
  isRepeated: boolean
  /** The browser's handle now; null while detached. */
  handle: number | null
  isKept: boolean
}

/** Timers of one app: slow while its tab is hidden, none after it is closed. Ids stay what they were. */
export class HeldTimers implements Held {
  readonly #timers = new Map<number, Timer>()
  readonly #due = new Set<number>()
  #wake: number | null = null
  #isAttached = true
  #isPaused = false
  #isLoading = true

  loaded(): void {
    this.#isLoading = false
  }

  attach(): void {
    if (this.#isAttached) return
    this.#isAttached = true
    for (const [id, timer] of this.#timers) this.#start(id, timer)
  }

  detach(): void {
    this.#isAttached = false
    this.#stopWaking()
    this.#due.clear()
    for (const [id, timer] of this.#timers) {
      stop(timer)
      if (!timer.isKept) this.#timers.delete(id)
    }
  }

  left(): LeftThing[] {
    const left = [...this.#timers.values()].filter(timer => !timer.isKept && isLeft(timer))
    return left.map(timer => ({ kind: 'timer', name: nameOf(timer), thing: timer.handler }))
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#runDue()
  }

  setTimeout(handler: TimerHandler, delayMs?: number, ...args: unknown[]): number {
    return this.#make(handler, delayMs, args, false)
  }

  setInterval(handler: TimerHandler, delayMs?: number, ...args: unknown[]): number {
    return this.#make(handler, delayMs, args, true)
  }

  /** Any timer's id may be given, as with the browser's own functions. */
  clear(id: number | undefined): void {
    if (id === undefined) return
    const timer = this.#timers.get(id)
    if (timer === undefined) window.clearTimeout(id)
    else stop(timer)
    this.#timers.delete(id)
    this.#due.delete(id)
  }

  #make(handler: TimerHandler, delayMs: number | undefined, args: unknown[], isRepeated: boolean): number {
    if (!this.#isAttached) return 0
    // A text to be evaluated: the page's policy refuses it, in the browser's own words.
    if (typeof handler !== 'function') return window.setTimeout(handler, delayMs)
    const isKept = this.#isLoading && isRepeated
    const timer: Timer = { handler: handler as Handler, args, delayMs, isRepeated, handle: null, isKept }
    let id = 0
    const begin = isRepeated ? window.setInterval : window.setTimeout
    id = begin(() => this.#fire(id), delayMs)
    timer.handle = id
    this.#timers.set(id, timer)
    return id
  }

  #start(id: number, timer: Timer): void {
    const begin = timer.isRepeated ? window.setInterval : window.setTimeout
    timer.handle = begin(() => this.#fire(id), timer.delayMs)
  }

  #fire(id: number): void {
    if (this.#isPaused) this.#wait(id)
    else this.#run(id)
  }

  #run(id: number): void {
    const timer = this.#timers.get(id)
    if (timer === undefined) return
    if (!timer.isRepeated) this.#timers.delete(id)
    timer.handler(...timer.args)
  }

  #wait(id: number): void {
    this.#due.add(id)
    this.#wake ??= window.setTimeout(() => this.#runDue(), HIDDEN_MS)
  }

  #runDue(): void {
    this.#stopWaking()
    const due = [...this.#due]
    this.#due.clear()
    // Each for itself: an error in one is the browser's to report, and keeps no other from running.
    for (const id of due) window.setTimeout(() => this.#run(id))
  }

  #stopWaking(): void {
    if (this.#wake !== null) window.clearTimeout(this.#wake)
    this.#wake = null
  }
}

function isLeft({ isRepeated, delayMs = 0 }: Timer): boolean {
  return isRepeated || (delayMs >= ENDS_BY_ITSELF_MS && delayMs < OF_CACHES_MS)
}

function nameOf({ isRepeated, delayMs = 0 }: Timer): string {
  return `${isRepeated ? 'setInterval' : 'setTimeout'} of ${delayMs} ms`
}

function stop(timer: Timer): void {
  const end = timer.isRepeated ? window.clearInterval : window.clearTimeout
  if (timer.handle !== null) end(timer.handle)
  timer.handle = null
}
