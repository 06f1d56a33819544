import type { IncomingHttpHeaders } from 'node:http'
import type { Exchange } from '../wire/exchange.ts'
import { type AnswerHead, readHeaders } from './answer-head.ts'

/** Its headers are read when they are asked for: of most answers only the body is. */
export class HeldAnswer implements Exchange {
  readonly status: number
  readonly body: Buffer
  readonly #head: AnswerHead
  #headers: IncomingHttpHeaders | null = null

  constructor(head: AnswerHead, body: Buffer) {
    this.status = head.status
    this.body = body
    this.#head = head
  }

  get headers(): IncomingHttpHeaders {
    this.#headers ??= readHeaders(this.#head)
    return this.#headers
  }
}
