import type { ReleaseRoutes } from '@portico/release-contract'
import { ADDRESSES } from '@portico/release-contract/addresses'
import type { AnswerOf, Asked, ListedBy, PagedRoute, QueryOf } from '@portico/service-contract'
import { targetOf } from '@portico/service-contract/address'
import { CliError } from '../errors/cli-error.ts'
import type { Answer } from './answer.ts'
import type { Call, GatewayCalls } from './gateway-calls.ts'

const PAGE_SIZE = 100

type Routes = ReleaseRoutes
type RouteName = keyof Routes
type Query = Record<string, string | number | undefined>

/** What a route asks for. `revision` is the one that a thing was seen with, for `If-Match`. */
type Given<Name extends RouteName> = Asked<Routes[Name]> & { revision?: number }

/** Those that answer page after page. */
type ListName = PagedRoute<Routes>
type ItemOf<Name extends ListName> = ListedBy<Routes[Name]>
type QueryOfList<Name extends ListName> = Partial<QueryOf<Routes[Name]>>

interface Asking {
  params?: Record<string, string>
  query?: Query
  body?: unknown
  revision?: number
}

export type ListedLink = ItemOf<'listOverrideLinks'>
export type ListedIntervention = ItemOf<'listInterventions'>

/** A body that is no JSON. */
interface Upload<Name extends RouteName> extends Pick<Call, 'headers' | 'body' | 'timeoutMs'> {
  asked: Given<Name>
}

/** The release service by its contract, as the gateway passes it on below `/api/release/`. */
export class ReleaseClient {
  readonly #calls: GatewayCalls
  readonly #identity: Record<string, string>

  /** `identity`: headers that say who asks. */
  constructor(calls: GatewayCalls, identity: Record<string, string>) {
    this.#calls = calls
    this.#identity = identity
  }

  async call<Name extends RouteName>(name: Name, asked: Given<Name>): Promise<AnswerOf<Routes[Name]>> {
    const { body } = asked as Asking
    const json =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await this.upload(name, { asked, ...json })).value
  }

  /** Answers the status as well. */
  async upload<Name extends RouteName>(
    name: Name,
    { asked, headers, ...rest }: Upload<Name>,
  ): Promise<{ status: number; value: AnswerOf<Routes[Name]> }> {
    // The compiler does not see that what any route asks for has this shape.
    const { params, query, revision } = asked as Asking
    const { method } = ADDRESSES[name]
    const path = targetOf(ADDRESSES[name], { ...(params && { params }), ...(query && { query }) })
    const answer = await this.#ask({ method, path, ...rest, headers: { ...headers, ...ifMatch(revision) } })
    return { status: answer.status, value: parse(answer) }
  }

  /** The items of all pages, until `limit`. Throws GATEWAY_ERROR. */
  async list<Name extends ListName>(
    name: Name,
    query: QueryOfList<Name>,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<ItemOf<Name>[]> {
    const items: ItemOf<Name>[] = []
    for await (const item of this.each(name, { first: Math.min(PAGE_SIZE, limit), ...query })) {
      items.push(item)
      if (items.length >= limit) break
    }
    return items
  }

  /** Item by item, page after page as they are asked for. Throws GATEWAY_ERROR for pages that lead in a circle. */
  async *each<Name extends ListName>(
    name: Name,
    query: QueryOfList<Name>,
  ): AsyncGenerator<ItemOf<Name>, void> {
    let after: string | undefined
    do {
      const asked = { query: { first: PAGE_SIZE, ...query, after } } as unknown as Given<Name>
      const page = await this.call(name, asked)
      yield* page.items as ItemOf<Name>[]
      if (page.nextCursor !== null && page.nextCursor === after) {
        throw new CliError('GATEWAY_ERROR', `The pages of ${name} do not come to an end.`)
      }
      after = page.nextCursor ?? undefined
    } while (after !== undefined)
  }

  /** What the gateway answers itself, beside the release service. */
  async ofGateway<T>(path: '/explain' | '/gateway' | '/cache', query: Query = {}): Promise<T> {
    return parse<T>(await this.#ask({ method: 'GET', path: targetOf({ url: path }, { query }) }))
  }

  /** What the gateway makes itself. */
  async makeOfGateway<T>(path: '/overrides/links' | '/cache/drops', body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    return parse<T>(await this.#ask({ method: 'POST', path, headers, body: JSON.stringify(body) }))
  }

  /** Of the gateway. */
  get url(): string {
    return this.#calls.url
  }

  /** What is no part of the release service's API. */
  ask(call: Call): Promise<Answer> {
    return this.#calls.ask({ ...call, headers: { ...call.headers, ...this.#identity } })
  }

  #ask(call: Call): Promise<Answer> {
    const headers = { accept: 'application/json', ...call.headers }
    return this.ask({ ...call, path: `/api/release${call.path}`, headers })
  }
}

function ifMatch(revision: number | undefined): Record<string, string> {
  return revision === undefined ? {} : { 'if-match': `"${revision}"` }
}

function parse<T>({ status, text }: Answer): T {
  try {
    return (text === '' ? null : JSON.parse(text)) as T
  } catch (cause) {
    const message = `What answers at this address is no Portico (${status}, no JSON).`
    throw new CliError('GATEWAY_ERROR', message, { cause })
  }
}
