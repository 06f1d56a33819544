import type { EventTargetName, Listening } from './listening.ts'
import { sameListening } from './listening.ts'

interface Interval {
  handler: TimerHandler
  delayMs: number | undefined
  args: unknown[]
  /** The browser's handle now; null while detached. */
  handle: number | null
  isKept: boolean
}

/**
 * What one sub-app hung on the page: listeners on window and document, intervals. Detached as one when the app is
 * unmounted. What it made while its modules were evaluated is attached again at its next mount, because modules run once.
 */
export class SideEffects {
  readonly #targets: Record<EventTargetName, EventTarget>
  readonly #intervals = new Map<number, Interval>()
  #listenings: Listening[] = []
  #isAttached = true
  #isLoading = true

  constructor(targets: Record<EventTargetName, EventTarget>) {
    this.#targets = targets
  }

  /** The app's modules are evaluated: from here on, effects last until the next unmount only. */
  loaded(): void {
    this.#isLoading = false
  }

  attach(): void {
    if (this.#isAttached) return
    this.#isAttached = true
    for (const listening of this.#listenings) this.#listen(listening)
    for (const interval of this.#intervals.values()) this.#run(interval)
  }

  detach(): void {
    this.#isAttached = false
    for (const listening of this.#listenings) this.#unlisten(listening)
    for (const interval of this.#intervals.values()) this.#stop(interval)
    this.#listenings = this.#listenings.filter(listening => listening.isKept)
    for (const [id, interval] of this.#intervals) if (!interval.isKept) this.#intervals.delete(id)
  }

  addListener(
    target: EventTargetName,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    const isOnce = typeof options === 'object' && options.once === true
    const listening: Listening = { target, type, listener, options, isKept: this.#isLoading && !isOnce }
    if (this.#listenings.some(other => sameListening(other, listening))) return
    this.#listenings.push(listening)
    if (this.#isAttached) this.#listen(listening)
  }

  removeListener(
    target: EventTargetName,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void {
    const removed: Listening = { target, type, listener, options, isKept: false }
    this.#listenings = this.#listenings.filter(listening => !sameListening(listening, removed))
    this.#unlisten(removed)
  }

  setInterval(handler: TimerHandler, delayMs?: number, ...args: unknown[]): number {
    if (!this.#isAttached) return 0
    const interval: Interval = { handler, delayMs, args, handle: null, isKept: this.#isLoading }
    const id = this.#run(interval)
    this.#intervals.set(id, interval)
    return id
  }

  /** Any timer's id may be given, as with the browser's own function. */
  clearInterval(id: number | undefined): void {
    const interval = id === undefined ? undefined : this.#intervals.get(id)
    window.clearInterval(interval?.handle ?? id)
    if (id !== undefined) this.#intervals.delete(id)
  }

  #listen({ target, type, listener, options }: Listening): void {
    this.#targets[target].addEventListener(type, listener, options)
  }

  #unlisten({ target, type, listener, options }: Listening): void {
    this.#targets[target].removeEventListener(type, listener, options)
  }

  #run(interval: Interval): number {
    interval.handle = window.setInterval(interval.handler, interval.delayMs, ...interval.args)
    return interval.handle
  }

  #stop(interval: Interval): void {
    if (interval.handle !== null) window.clearInterval(interval.handle)
    interval.handle = null
  }
}
