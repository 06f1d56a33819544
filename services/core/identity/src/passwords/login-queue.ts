import { availableParallelism } from 'node:os'
import { identityProblems } from '../problems/identity-problems.ts'

/**
 * Hashing fills a core: one core is left for the rest of the machine, or strangers who try passwords would stall the
 * users who are logged in. One of Node's four threads stays free for the files and look-ups of the rest of the process.
 */
export function hashesAtOnce(cores: number): number {
  return Math.max(1, Math.min(3, cores - 1))
}

/** Well under the gateway's deadline for a login, so that no password is hashed for a caller that has hung up. */
const MAX_WAIT_MS = 4_000
const RETRY_AFTER_SECONDS = 5
/** More than have their turn in the time that one waits: three at once, of some 100 ms each, are 120. */
const MAX_WAITING = 200

interface Waiter {
  enter(): void
  giveUp(): void
  isFirst: boolean
  timer: NodeJS.Timeout
}

/** Lets few logins work at the same time and the others wait for their turn, first come first served; known browsers before strangers. The queue has an end. */
export class LoginQueue {
  readonly #atOnce: number
  readonly #maxWaitMs: number
  readonly #waiting = new Set<Waiter>()
  #working = 0

  constructor(atOnce = hashesAtOnce(availableParallelism()), maxWaitMs = MAX_WAIT_MS) {
    this.#atOnce = atOnce
    this.#maxWaitMs = maxWaitMs
  }

  /** `isFirst`: ahead of those who are not. Throws `LOGIN_BUSY` with `retryAfterSeconds` when the turn does not come in time; `work` has not begun then. */
  async run<T>(work: () => Promise<T>, isFirst = false): Promise<T> {
    if (this.#working < this.#atOnce) this.#working += 1
    else await this.#turn(isFirst)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  #turn(isFirst: boolean): Promise<void> {
    return new Promise((enter, reject) => {
      const giveUp = () => {
        clearTimeout(waiter.timer)
        this.#waiting.delete(waiter)
        reject(
          identityProblems.LOGIN_BUSY('Try again in a few seconds.', {
            retryAfterSeconds: RETRY_AFTER_SECONDS,
          }),
        )
      }
      const waiter: Waiter = { enter, giveUp, isFirst, timer: setTimeout(giveUp, this.#maxWaitMs) }
      this.#waiting.add(waiter)
      if (this.#waiting.size > MAX_WAITING) this.#turnAway(waiter)
    })
  }

  /** A stranger who came last gives way to a known browser; else the one that has just come goes. */
  #turnAway(newest: Waiter) {
    const lastStranger = newest.isFirst ? [...this.#waiting].findLast(({ isFirst }) => !isFirst) : undefined
    ;(lastStranger ?? newest).giveUp()
  }

  /** The place goes to the next one as it is, so no other login can slip in between. */
  #leave() {
    const waiting = [...this.#waiting]
    const next = waiting.find(({ isFirst }) => isFirst) ?? waiting[0]
    if (!next) {
      this.#working -= 1
      return
    }
    this.#waiting.delete(next)
    clearTimeout(next.timer)
    next.enter()
  }
}
