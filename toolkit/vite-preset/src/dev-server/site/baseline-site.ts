import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { APP_HEADER, DEV_VERSION, type PageState, readCallingApp } from '@portico/micro-app/page-state'
import type { GraphCalls } from '../graph/graph-calls.ts'
import { editPage } from '../page/page-state.ts'
import { readAnswerText } from '../page/read-text.ts'
import { ask, type WholeAnswer } from '../proxy/ask.ts'
import { BaselineCookies } from '../proxy/cookies.ts'
import { explainBaseline, slowBaseline } from '../proxy/failures.ts'
import { forward, type ProxyRoute } from '../proxy/forward.ts'
import { Target } from '../proxy/target.ts'
import { forwardUpgrade } from '../proxy/upgrade.ts'

export interface BaselineSiteOptions {
  /** An origin. */
  baseline: string
  /** A developer's token; null: none was given. */
  token: string | null
  /** As of `ProxyRoute`. */
  answerMs: number
  /** Of a page of the shell, before it goes to the browser. */
  edit(state: PageState, html: string): PageState
  /** Of an operation that a local app sent. */
  refused(body: string): void
  /** Null: no mock answers, and nothing is recorded. */
  graph: GraphCalls | null
}

/** With it a session runs operations of its app that are not published. */
const DEVELOPER_HEADER = 'x-portico-developer'
/** A refusal is short. */
const MAX_REFUSAL_BYTES = 64 * 1024

/** Everything but local apps: the baseline's, with its cookies, its redirects and its streams, at an address of this machine. */
export class BaselineSite {
  readonly target: Target
  readonly #options: BaselineSiteOptions
  readonly #cookies: BaselineCookies

  constructor(options: BaselineSiteOptions) {
    this.#options = options
    this.target = new Target(options.baseline)
    this.#cookies = new BaselineCookies(this.target.origin)
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const isPage = isAskedAsPage(request)
    const isGraph = pathAsked(request) === '/graphql'
    const isLocal = isGraph && readCallingApp(request.headers[APP_HEADER])?.version === DEV_VERSION
    const { graph, token } = this.#options
    if (graph !== null && isLocal && request.method === 'POST')
      return void graph.answer(request, response, body => this.#ask(request, body))
    forward(request, response, this.#routeOf(request), {
      headers: {
        // A page is read here, and so is a refusal.
        ...((isPage || isLocal) && { 'accept-encoding': 'identity' }),
        // What is edited here is another one than the baseline has a mark for.
        ...(isPage && { 'if-none-match': undefined, 'if-modified-since': undefined }),
        [DEVELOPER_HEADER]: isGraph ? (token ?? undefined) : undefined,
      },
      take: (answer, headers) =>
        (isPage && this.#takePage(answer, response, headers)) ||
        (isLocal && this.#takeRefusal(answer, response, headers)),
    })
  }

  async #ask(request: IncomingMessage, body: Buffer): Promise<WholeAnswer> {
    const { token, refused } = this.#options
    const headers = { [DEVELOPER_HEADER]: token ?? undefined }
    const answer = await ask(request, { body, route: this.#routeOf(request), headers })
    if (answer.text.length <= MAX_REFUSAL_BYTES) refused(answer.text)
    return answer
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    forwardUpgrade(request, socket, head, this.#routeOf(request))
  }

  #routeOf({ headers }: IncomingMessage): ProxyRoute {
    const { origin, host } = this.target
    const { answerMs } = this.#options
    return {
      target: this.target,
      addresses: { here: `http://${headers.host}`, there: origin, host, cookies: this.#cookies },
      explain: explainBaseline(origin),
      slow: () => slowBaseline(origin, answerMs),
      answerMs,
    }
  }

  #takePage(answer: IncomingMessage, response: ServerResponse, headers: OutgoingHttpHeaders): boolean {
    if (!/^text\/html\b/i.test(answer.headers['content-type'] ?? '')) return false
    void this.#sendEdited(answer, response, headers)
    return true
  }

  async #sendEdited(
    answer: IncomingMessage,
    response: ServerResponse,
    headers: OutgoingHttpHeaders,
  ): Promise<void> {
    const { edit } = this.#options
    const html = await readAnswerText(answer).catch(() => null)
    if (html === null) return void response.destroy()
    send(answer, response, headers, editPage(html, state => edit(state, html)) ?? html)
  }

  #takeRefusal(answer: IncomingMessage, response: ServerResponse, headers: OutgoingHttpHeaders): boolean {
    const length = Number(answer.headers['content-length'] ?? Number.POSITIVE_INFINITY)
    if (length > MAX_REFUSAL_BYTES || !/json/i.test(answer.headers['content-type'] ?? '')) return false
    void readAnswerText(answer, MAX_REFUSAL_BYTES).then(
      body => {
        this.#options.refused(body)
        send(answer, response, headers, body)
      },
      () => response.destroy(),
    )
    return true
  }
}

/** Unpacked, and with another length than the baseline's. */
function send(
  { statusCode = 502, statusMessage }: IncomingMessage,
  response: ServerResponse,
  headers: OutgoingHttpHeaders,
  text: string,
): void {
  const { 'content-encoding': _, etag: __, 'last-modified': ___, ...kept } = headers
  response.writeHead(statusCode, statusMessage, { ...kept, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

export function pathAsked({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/'
}

/** A HEAD has no page in it that could be edited. */
function isAskedAsPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true
}
