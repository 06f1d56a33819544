import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

export interface ExchangeRequest {
  method: Dispatcher.HttpMethod
  path: string
  headers: Record<string, string>
  body?: string
  /** A longer answer is an AnswerTooLarge. Default 16 MiB. */
  maxAnswerBytes?: number
  /** Aborted when the answer is of no use any more; its reason is what the exchange then rejects with. */
  signal?: AbortSignal
}

export interface Exchange {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export class ExchangeTimeout extends Error {}
class AnswerTooLarge extends Error {}

const defaultMaxAnswerBytes = 16 * 1024 * 1024

/**
 * One request, its whole answer in memory. `dispatch` with a handler of our own costs less than `request` and its streams.
 * Rejects with ExchangeTimeout, AnswerTooLarge, or undici's connection errors.
 */
export function exchange(
  dispatcher: Dispatcher,
  { maxAnswerBytes = defaultMaxAnswerBytes, signal, ...request }: ExchangeRequest,
  timeoutMs: number,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(
      { ...request, headersTimeout: 0, bodyTimeout: 0 },
      new Collector({ timeoutMs, maxAnswerBytes, signal }, resolve, reject),
    )
  })
}

interface Limits {
  timeoutMs: number
  maxAnswerBytes: number
  signal: AbortSignal | undefined
}

class Collector implements Dispatcher.DispatchHandler {
  readonly #resolve: (exchange: Exchange) => void
  readonly #reject: (error: unknown) => void
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
    { timeoutMs, maxAnswerBytes, signal }: Limits,
    resolve: (exchange: Exchange) => void,
    reject: (error: unknown) => void,
  ) {
    this.#maxAnswerBytes = maxAnswerBytes
    this.#resolve = resolve
    this.#reject = reject
    const expire = () => this.#giveUp(new ExchangeTimeout(`no answer within ${timeoutMs} ms`))
    this.#timer = setTimeout(expire, timeoutMs)
    this.#signal = signal
    if (signal?.aborted) this.#abort()
    else signal?.addEventListener('abort', this.#abort, { once: true })
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

  readonly #abort = (): void => this.#giveUp(this.#signal?.reason)

  /** A request still waiting for a free connection has no controller yet; the caller is answered all the same. */
  #giveUp(reason: Error): void {
    this.#end()
    this.#givenUp = reason
    this.#controller?.abort(reason)
    this.#reject(reason)
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#abort)
  }
}
