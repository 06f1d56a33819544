import { Gradient } from './gradient.ts'
import type { Priority } from './priority.ts'
import { WaitingLine } from './waiting-line.ts'

/** Of the limit. The rest is kept free for what is more urgent. */
const SHARES: Readonly<Record<Priority, number>> = { write: 1, interactive: 0.9, background: 0.5 }
/** As many operations as a gateway runs at once. */
const MAX_WAITING = 512
/** Of a call's time: who gets a place at the end of it is answered too late. */
const MAX_WAIT_SHARE = 0.5

export interface LimitFigures {
  limit: number
  active: number
  waiting: number
}

/**
 * How many calls one instance has under way at once: as many as it is good at, by `Gradient`. What comes beyond waits for half
 * of its time at most, the urgent first; where too many wait, background work is refused first, and writes last.
 */
export class AdaptiveLimit {
  readonly #now: () => number
  readonly #line = new WaitingLine()
  #gradient = new Gradient()
  #active = 0

  /** `now`: ms of the monotonic clock. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get figures(): LimitFigures {
    return { limit: this.#gradient.limit, active: this.#active, waiting: this.#line.length }
  }

  /** After true, `leave` or `note` must follow. False: it would have to wait. */
  tryEnter(priority: Priority): boolean {
    if (!this.hasRoom(priority)) return false
    this.#active += 1
    return true
  }

  /** As `tryEnter`, once there is room; false when that takes too long, or the caller has left. */
  enter(priority: Priority, timeLeftMs: number, signal?: AbortSignal): Promise<boolean> {
    if (this.tryEnter(priority)) return Promise.resolve(true)
    return new Promise(resolve => {
      const giveUp = () => {
        this.#line.leave(waiting)
        waiting.end(false)
      }
      const waiting = {
        priority,
        end: (hasPlace: boolean) => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', giveUp)
          resolve(hasPlace)
        },
      }
      const timer = setTimeout(giveUp, timeLeftMs * MAX_WAIT_SHARE)
      signal?.addEventListener('abort', giveUp, { once: true })
      if (signal?.aborted || !this.#line.tryJoin(waiting, MAX_WAITING)) waiting.end(false)
    })
  }

  /** It is over, and says nothing of how much the instance can do. */
  leave(): void {
    this.#active -= 1
    if (this.#line.length > 0) this.#startWaiting()
  }

  /** As `leave`, of a call that took so long. `isOverload`: it was refused for that, or had no answer in time. */
  note(ms: number, isOverload: boolean): void {
    this.#gradient.note(ms, this.#active, isOverload, this.#now())
    this.leave()
  }

  /** Another process has come up there: what was learnt is of the one before. */
  renew(): void {
    this.#gradient = new Gradient()
    this.#startWaiting()
  }

  /** Nothing waits that has room: each time there is more of it, the line is looked at. */
  hasRoom(priority: Priority): boolean {
    return this.#active + 1 <= this.#gradient.limit * SHARES[priority]
  }

  #startWaiting(): void {
    const mayEnter = (priority: Priority) => this.hasRoom(priority)
    for (let next = this.#line.next(mayEnter); next; next = this.#line.next(mayEnter)) {
      this.#active += 1
      next.end(true)
    }
  }
}
