import { type Attempt, isFailed } from './attempt.ts'
import type { HedgePlan } from './hedges.ts'
import { Outrun } from './outrun.ts'
import type { ServiceCall } from './service-call.ts'
import type { Exchange } from './wire/exchange.ts'

type Ending = Attempt<Exchange>
type Send = (call: ServiceCall) => Promise<Ending>

/** One read, sent a second time where the plan says so: the first good answer counts, and the other call is given up. */
export function race(call: ServiceCall, plan: HedgePlan, send: Send): Promise<Ending> {
  return new Promise((resolve, reject) => new Race(call, plan, send, { resolve, reject }).begin())
}

interface Settle {
  resolve(ending: Ending): void
  reject(reason: unknown): void
}

const beginSecond = (both: Race) => both.beginSecond()

class Race {
  readonly #call: ServiceCall
  readonly #plan: HedgePlan
  readonly #send: Send
  readonly #settle: Settle
  readonly #timer: NodeJS.Timeout
  readonly #first = new AbortController()
  readonly #second = new AbortController()
  /** Of the first call, when it ended without a good answer while the second is under way. */
  #firstEnding: Ending | null = null
  #openCount = 1
  #hasSecond = false
  #isOver = false

  constructor(call: ServiceCall, plan: HedgePlan, send: Send, settle: Settle) {
    this.#call = call
    this.#plan = plan
    this.#send = send
    this.#settle = settle
    this.#timer = setTimeout(beginSecond, plan.afterMs, this)
  }

  begin(): void {
    this.#follow(this.#call, this.#first, false)
  }

  beginSecond(): void {
    const call = this.#plan.begin()
    if (!call) return
    this.#hasSecond = true
    this.#openCount += 1
    this.#follow(call, this.#second, true)
  }

  #follow(call: ServiceCall, { signal: own }: AbortController, isSecond: boolean): void {
    const signal = call.signal ? AbortSignal.any([call.signal, own]) : own
    this.#send({ ...call, signal }).then(
      ending => this.#end(ending, isSecond),
      reason => this.#fail(reason),
    )
  }

  #end(ending: Ending, isSecond: boolean): void {
    if (this.#isOver) return
    this.#openCount -= 1
    if (!isFailed(ending)) this.#finish(ending, isSecond)
    else if (this.#openCount === 0) this.#finish(this.#firstEnding ?? ending, false)
    else if (!isSecond) this.#firstEnding = ending
  }

  /** Of two that failed, the first one says why. */
  #finish(ending: Ending, hasSecondWon: boolean): void {
    this.#close()
    if (this.#hasSecond) this.#plan.onEnd(hasSecondWon)
    this.#settle.resolve(ending)
  }

  /** The caller gave both up. */
  #fail(reason: unknown): void {
    if (this.#isOver) return
    this.#close()
    this.#settle.reject(reason)
  }

  #close(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    if (!this.#hasSecond) return
    const outrun = new Outrun()
    this.#first.abort(outrun)
    this.#second.abort(outrun)
  }
}
