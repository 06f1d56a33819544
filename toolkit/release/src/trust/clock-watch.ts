/** One clock that is off refuses every call: once a minute says it, not once a call. */
const LOG_EVERY_MS = 60_000
/** A refusal older than this says nothing of now. */
const RECENT_MS = 60_000

type Log = (facts: { caller: string; skewSeconds: number }, message: string) => void

/**
 * Knows whether the clocks of this service and of its callers agree. A signature that is right but not for now comes of a
 * clock that is wrong, or of a copied call; while right ones arrive too, it is the latter.
 */
export class ClockWatch {
  readonly #warn: Log
  readonly #now: () => number
  #loggedAt = Number.NEGATIVE_INFINITY
  #wrong: { at: number; caller: string; skewSeconds: number } | null = null

  constructor(warn: Log, now: () => number = () => performance.now()) {
    this.#warn = warn
    this.#now = now
  }

  noteRefused(caller: string, skewSeconds: number) {
    const at = this.#now()
    this.#wrong = { at, caller, skewSeconds }
    if (at - this.#loggedAt < LOG_EVERY_MS) return
    this.#loggedAt = at
    this.#warn({ caller, skewSeconds }, 'calls are refused for their time; set the clocks of both machines')
  }

  noteAccepted() {
    this.#wrong = null
  }

  /** What is wrong, in words for an operator; null: nothing known. */
  explain(): string | null {
    if (!this.#wrong || this.#now() - this.#wrong.at > RECENT_MS) return null
    const { caller, skewSeconds } = this.#wrong
    const direction = skewSeconds > 0 ? 'ahead of' : 'behind'
    return `The clock here is ${Math.abs(skewSeconds)} s ${direction} that of ${caller}; calls are refused beyond 30 s. Set both.`
  }
}
