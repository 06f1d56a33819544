import { GraphError, type GraphService } from '@portico/micro-app'
import type { ReleaseRoutes } from '@portico/release-contract'
import { ADDRESSES } from '@portico/release-contract/addresses'
import type { AnswerOf, Asked, ListedBy, PagedRoute, Route } from '@portico/service-contract'
import { targetOf } from '@portico/service-contract/address'
import { releaseErrorOf } from './release-error.ts'

const ROOT = '/api/release'
const TIMEOUT_MS = 15_000
/** A list of more than a million tenants on its way. */
const UPLOAD_TIMEOUT_MS = 5 * 60_000

export type RouteName = keyof ReleaseRoutes & string
export type PagedName = PagedRoute<ReleaseRoutes>
export type AnswerTo<Name extends RouteName> = AnswerOf<ReleaseRoutes[Name]>
export type ItemIn<Name extends PagedName> = ListedBy<ReleaseRoutes[Name]>

/** What is undefined, null or empty is left out. */
export type Query = Record<string, string | number | null | undefined>

interface CallOptions {
  signal?: AbortSignal | undefined
  /** Left out: 15 s, 5 minutes for lines. */
  timeoutMs?: number
  /** Of what was seen when the change was decided; answered VERSION_CONFLICT when it is no longer that. */
  revision?: number
  /** Sent as text/plain in place of a body: one tenant a line. */
  lines?: Blob
}

/** What a route asks for. A body is sent as JSON. */
export type Question<Name extends RouteName> = Asked<ReleaseRoutes[Name]> & CallOptions

interface Given extends CallOptions {
  params?: Record<string, string>
  query?: Query
  body?: unknown
}

/** The release API behind the gateway. Every failure is a GraphError with the code of the service or the gateway. */
export class ReleaseClient {
  readonly #graph: GraphService

  constructor(graph: GraphService) {
    this.#graph = graph
  }

  /** Answers what the contract says of the route; it is not checked again. */
  async call<Name extends RouteName>(name: Name, question: Question<Name>): Promise<AnswerTo<Name>> {
    return (await this.#send(ADDRESSES[name], question as Given)) as AnswerTo<Name>
  }

  /** What the gateway answers itself, beside the routes of the release service. */
  async ask<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
    return (await this.#send({ method: 'GET', url: path }, { query, signal })) as Answer
  }

  /** What the gateway does itself. */
  async make(path: string, body: unknown): Promise<void> {
    await this.#send({ method: 'POST', url: path }, { body })
  }

  async #send(address: Pick<Route, 'method' | 'url'>, given: Given): Promise<unknown> {
    const { params, query, body, lines, revision, signal } = given
    const headers: Record<string, string> = {}
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (lines !== undefined) headers['content-type'] = 'text/plain'
    if (revision !== undefined) headers['if-match'] = `"${revision}"`
    const content = lines ?? (body === undefined ? null : JSON.stringify(body))
    const timeoutMs = given.timeoutMs ?? (lines === undefined ? TIMEOUT_MS : UPLOAD_TIMEOUT_MS)
    const path = targetOf(address, { params, query: withoutEmpty(query) })
    const init = { method: address.method, headers, body: content }
    const text = await this.#call(path, init, timeoutMs, signal)
    return text === '' ? undefined : JSON.parse(text)
  }

  /** The text of the answer: the time ends with its last byte, not with its head. */
  async #call(path: string, init: RequestInit, timeoutMs: number, signal?: AbortSignal): Promise<string> {
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const either = signal ? AbortSignal.any([signal, timeout]) : timeout
      const answer = await this.#graph.fetch(ROOT + path, { ...init, signal: either })
      if (!answer.ok) throw await releaseErrorOf(answer)
      return await answer.text()
    } catch (error) {
      if (error instanceof GraphError || signal?.aborted) throw error
      const [code, message] = timeout.aborted
        ? ['TIMEOUT', 'The release service did not answer in time']
        : ['NETWORK', 'The answer of the release service broke off']
      throw new GraphError(code, message, [], { cause: error })
    }
  }
}

function withoutEmpty(query: Query = {}): Query {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}
