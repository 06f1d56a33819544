import { PRIORITIES, type Priority } from './priority.ts'

/** One call that waits for its place. */
export interface QueuedCall {
  priority: Priority
  /** True: it has a place. */
  end(hasPlace: boolean): void
}

/** Beyond it more is asked than is done: in order of coming each would wait nearly as long as it may, and be answered late. */
const MANY = 64

/** Who waits, the most urgent first, each kind in order of coming; where many wait, the latest first. */
export class WaitingLine {
  readonly #lines: Readonly<Record<Priority, QueuedCall[]>> = { write: [], interactive: [], background: [] }
  #length = 0

  get length(): number {
    return this.#length
  }

  /** False: there is no room, and nothing that waits is less urgent. Else what was less urgent is refused, the latest first. */
  tryJoin(waiting: QueuedCall, maxLength: number): boolean {
    if (this.#length >= maxLength && !this.#refuseBelow(waiting.priority)) return false
    this.#lines[waiting.priority].push(waiting)
    this.#length += 1
    return true
  }

  leave(waiting: QueuedCall): void {
    const line = this.#lines[waiting.priority]
    const at = line.at(-1) === waiting ? line.length - 1 : line.indexOf(waiting)
    if (at < 0) return
    line.splice(at, 1)
    this.#length -= 1
  }

  /** The next one that may have a place; it leaves the line. */
  next(mayEnter: (priority: Priority) => boolean): QueuedCall | null {
    for (const priority of PRIORITIES) {
      const line = this.#lines[priority]
      const next = line.length > MANY ? line.at(-1) : line[0]
      if (!next) continue
      // Who is less urgent may have no more than who is more so.
      if (!mayEnter(priority)) return null
      this.leave(next)
      return next
    }
    return null
  }

  #refuseBelow(priority: Priority): boolean {
    for (const one of PRIORITIES.toReversed()) {
      if (one === priority) return false
      const latest = this.#lines[one].at(-1)
      if (!latest) continue
      this.leave(latest)
      latest.end(false)
      return true
    }
    return false
  }
}
