import type { Exchange } from '../wire/exchange.ts'
import { AttemptTimeout, DEFAULT_MAX_ANSWER_BYTES, type Limits } from '../wire/wire-request.ts'
import type { RequestText } from './request-text.ts'

/** Where a call is while it is under way: in a line, or on a connection. */
export interface CallPlace {
  /** The call has ended before its answer did. */
  leave(call: HeldCall): void
}

interface Ending {
  resolve(exchange: Exchange): void
  reject(reason: unknown): void
}

const expire = (call: HeldCall) => call.expire()

/** One request whose answer is held. It ends once: with its answer, or with a reason. Listens to its signal itself. */
export class HeldCall implements EventListenerObject {
  readonly text: RequestText
  /** No answer to HEAD has a body, whatever it says. */
  readonly isBodyExpected: boolean
  readonly maxAnswerBytes: number
  place: CallPlace | null = null
  readonly #ending: Ending
  readonly #signal: AbortSignal | undefined
  readonly #timeoutMs: number
  readonly #timer: NodeJS.Timeout
  #hasEnded = false

  constructor(
    text: RequestText,
    method: string,
    { timeoutMs, maxAnswerBytes = DEFAULT_MAX_ANSWER_BYTES, signal }: Limits,
    ending: Ending,
  ) {
    this.text = text
    this.isBodyExpected = method !== 'HEAD'
    this.maxAnswerBytes = maxAnswerBytes
    this.#ending = ending
    this.#signal = signal
    this.#timeoutMs = timeoutMs
    this.#timer = setTimeout(expire, timeoutMs, this)
    if (signal?.aborted) this.handleEvent()
    else signal?.addEventListener('abort', this, { once: true })
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Of the signal. */
  handleEvent(): void {
    this.#giveUp(this.#signal?.reason)
  }

  expire(): void {
    this.#giveUp(new AttemptTimeout(this.#timeoutMs))
  }

  succeed(exchange: Exchange): void {
    if (this.#end()) this.#ending.resolve(exchange)
  }

  fail(reason: unknown): void {
    if (this.#end()) this.#ending.reject(reason)
  }

  #giveUp(reason: unknown): void {
    this.fail(reason)
    this.place?.leave(this)
  }

  /** False: it had ended before. */
  #end(): boolean {
    if (this.#hasEnded) return false
    this.#hasEnded = true
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this)
    return true
  }
}
