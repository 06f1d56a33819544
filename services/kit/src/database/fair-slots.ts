interface Waiting {
  start(): void
}

/** One that waits found no slot in time. */
export class NoSlotInTime extends Error {}

/** One that waits is waited for by no caller any more. */
export class CallerLeft extends Error {}

interface Patience {
  left?: AbortSignal | undefined
  timeLeftMs?: number
}

export interface SlotLimits {
  slots: number
  /** Of one holder at once. */
  maxOf(holder: string): number
  maxWaitMs: number
}

/**
 * Who gets the next of a few slots: holders in turn, each its own in order of coming. Where one holder may not have all,
 * another finds one without waiting for whatever the first has under way.
 */
export class FairSlots {
  readonly #limits: SlotLimits
  readonly #held = new Map<string, number>()
  /** By holder, the next one first. A holder who was served goes to the end. */
  readonly #waiting = new Map<string, Waiting[]>()
  #taken = 0

  constructor(limits: SlotLimits) {
    this.#limits = limits
  }

  get waitingCount(): number {
    return [...this.#waiting.values()].reduce((sum, line) => sum + line.length, 0)
  }

  /**
   * Resolves to what gives the slot back. Faults: NoSlotInTime, at the latest after `timeLeftMs`, and CallerLeft when `left` is
   * aborted while it waits.
   */
  async take(
    holder: string,
    { left, timeLeftMs = Number.POSITIVE_INFINITY }: Patience = {},
  ): Promise<() => void> {
    if (this.#isFree(holder) && !this.#waiting.has(holder)) return this.#give(holder)
    return this.#wait(holder, left, Math.min(this.#limits.maxWaitMs, timeLeftMs))
  }

  #wait(holder: string, left: AbortSignal | undefined, maxWaitMs: number): Promise<() => void> {
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const end = () => {
      clearTimeout(timer)
      left?.removeEventListener('abort', leave)
    }
    const waiting: Waiting = {
      start: () => {
        end()
        resolve(this.#give(holder))
      },
    }
    const giveUp = (reason: Error) => {
      end()
      this.#forget(holder, waiting)
      reject(reason)
    }
    const leave = () => giveUp(new CallerLeft())
    const timer = setTimeout(() => giveUp(new NoSlotInTime()), maxWaitMs)
    left?.addEventListener('abort', leave, { once: true })
    const line = this.#waiting.get(holder)
    if (line) line.push(waiting)
    else this.#waiting.set(holder, [waiting])
    return promise
  }

  #isFree(holder: string): boolean {
    const { slots, maxOf } = this.#limits
    return this.#taken < slots && this.#heldBy(holder) < maxOf(holder)
  }

  #heldBy(holder: string): number {
    return this.#held.get(holder) ?? 0
  }

  #give(holder: string): () => void {
    this.#count(holder, 1)
    let isBack = false
    return () => {
      if (isBack) return
      isBack = true
      this.#count(holder, -1)
      this.#startNext()
    }
  }

  #count(holder: string, change: number): void {
    this.#taken += change
    const held = this.#heldBy(holder) + change
    if (held > 0) this.#held.set(holder, held)
    else this.#held.delete(holder)
  }

  /** One slot came free: it goes to the first holder in the round who may have another. */
  #startNext(): void {
    for (const [holder, line] of this.#waiting) {
      const next = line[0]
      if (!next || !this.#isFree(holder)) continue
      this.#waiting.delete(holder)
      if (line.length > 1) this.#waiting.set(holder, line.slice(1))
      next.start()
      return
    }
  }

  #forget(holder: string, waiting: Waiting): void {
    const line = this.#waiting.get(holder)?.filter(one => one !== waiting) ?? []
    if (line.length > 0) this.#waiting.set(holder, line)
    else this.#waiting.delete(holder)
  }
}
