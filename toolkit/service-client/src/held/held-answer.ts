import type { IncomingHttpHeaders } from 'node:http'
import type { Exchange } from '../wire/exchange.ts'
import { type AnswerHead, readHeaders } from './answer-head.ts'

/** Its headers, and the bytes of its text, are made when they are asked for: of most answers only the text is. */
export class HeldAnswer implements Exchange {
  readonly status: number
  readonly #head: AnswerHead
  readonly #body: Buffer | string
  #headers: IncomingHttpHeaders | null = null

  constructor(head: AnswerHead, body: Buffer | string) {
    this.status = head.status
    this.#head = head
    this.#body = body
  }

  get headers(): IncomingHttpHeaders {
    this.#headers ??= readHeaders(this.#head)
    return this.#headers
  }

  get body(): Buffer {
    const body = this.#body
    return typeof body === 'string' ? Buffer.from(body) : body
  }

  get text(): string {
    const body = this.#body
    return typeof body === 'string' ? body : body.toString()
  }
}
