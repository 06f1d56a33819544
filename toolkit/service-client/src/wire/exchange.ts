import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { AttemptTimeout, DEFAULT_MAX_ANSWER_BYTES, type Limits, type WireRequest } from './wire-request.ts'

/** An answer, read to its end. */
export interface Exchange {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  /** Of the body, where it was read as text. */
  text?: string
}

/** The body of an answer, read as UTF-8. */
export function bodyText({ text, body }: Exchange): string {
  return text ?? body.toString()
}

export class AnswerTooLarge extends Error {}

/**
 * One request, its whole answer in memory. `dispatch` with a handler of our own costs less than `request` and its streams.
 * Rejects with AttemptTimeout, AnswerTooLarge, undici's connection errors, or the reason of the signal.
 */
export function exchange(dispatcher: Dispatcher, request: WireRequest, limits: Limits): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(
      { ...request, headersTimeout: 0, bodyTimeout: 0 },
      new Collector(limits, resolve, reject),
    )
  })
}

const expire = (collector: Collector) => collector.expire()

/** Listens to its signal itself, so that no call makes functions of its own. */
class Collector implements Dispatcher.DispatchHandler, EventListenerObject {
  readonly #resolve: (exchange: Exchange) => void
  readonly #reject: (error: unknown) => void
  readonly #timeoutMs: number
  readonly #timer: NodeJS.Timeout
  readonly #maxAnswerBytes: number
  readonly #signal: AbortSignal | undefined
  #controller: Dispatcher.DispatchController | null = null
  #givenUp: Error | null = null
  #status = 0
  #headers: IncomingHttpHeaders = {}
  #chunks: Buffer[] = []
  #bytes = 0

  constructor(
    { timeoutMs, maxAnswerBytes = DEFAULT_MAX_ANSWER_BYTES, signal }: Limits,
    resolve: (exchange: Exchange) => void,
    reject: (error: unknown) => void,
  ) {
    this.#maxAnswerBytes = maxAnswerBytes
    this.#resolve = resolve
    this.#reject = reject
    this.#timeoutMs = timeoutMs
    this.#timer = setTimeout(expire, timeoutMs, this)
    this.#signal = signal
    if (signal?.aborted) this.handleEvent()
    else signal?.addEventListener('abort', this, { once: true })
  }

  /** Of the signal. */
  handleEvent(): void {
    this.#giveUp(this.#signal?.reason)
  }

  expire(): void {
    this.#giveUp(new AttemptTimeout(this.#timeoutMs))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#givenUp) controller.abort(this.#givenUp)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes <= this.#maxAnswerBytes) this.#chunks.push(chunk)
    else controller.abort(new AnswerTooLarge(`over ${this.#maxAnswerBytes} bytes`))
  }

  onResponseEnd(): void {
    this.#end()
    const [first] = this.#chunks
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)
    this.#resolve({ status: this.#status, headers: this.#headers, body })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end()
    this.#reject(error)
  }

  /** A request still waiting for a free connection has no controller yet; the caller is answered all the same. */
  #giveUp(reason: Error): void {
    this.#end()
    this.#givenUp = reason
    this.#controller?.abort(reason)
    this.#reject(reason)
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this)
  }
}
