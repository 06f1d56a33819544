import type { Held } from './held.ts'

type Cancel = () => void
type Ask = (run: () => void) => Cancel

/**
 * Callbacks that one app asked to be called before a frame is painted, or when the page is idle. They wait while its tab is
 * hidden, as in a browser tab that is; those of a closed app are dropped.
 */
export class HeldFrames implements Held {
  readonly #waiting = new Map<number, { ask: Ask; cancel: Cancel | null }>()
  #lastId = 0
  #isAttached = true
  #isPaused = false

  attach(): void {
    this.#isAttached = true
  }

  detach(): void {
    this.#isAttached = false
    for (const id of this.#waiting.keys()) this.cancel(id)
  }

  pause(): void {
    this.#isPaused = true
    for (const waiting of this.#waiting.values()) {
      waiting.cancel?.()
      waiting.cancel = null
    }
  }

  resume(): void {
    this.#isPaused = false
    for (const id of this.#waiting.keys()) this.#ask(id)
  }

  requestFrame(callback: FrameRequestCallback): number {
    return this.#add(run => {
      const handle = window.requestAnimationFrame(time => {
        run()
        callback(time)
      })
      return () => window.cancelAnimationFrame(handle)
    })
  }

  requestIdle(callback: IdleRequestCallback, options?: IdleRequestOptions): number {
    return this.#add(run => {
      const handle = window.requestIdleCallback(deadline => {
        run()
        callback(deadline)
      }, options)
      return () => window.cancelIdleCallback(handle)
    })
  }

  cancel(id: number): void {
    this.#waiting.get(id)?.cancel?.()
    this.#waiting.delete(id)
  }

  #add(ask: Ask): number {
    if (!this.#isAttached) return 0
    this.#lastId += 1
    this.#waiting.set(this.#lastId, { ask, cancel: null })
    if (!this.#isPaused) this.#ask(this.#lastId)
    return this.#lastId
  }

  #ask(id: number): void {
    const waiting = this.#waiting.get(id)
    if (waiting !== undefined) waiting.cancel = waiting.ask(() => this.#waiting.delete(id))
  }
}
