import type { Page } from '@portico/release'
import { CliError } from '../errors/cli-error.ts'
import type { Answer } from './answer.ts'
import type { Call, GatewayCalls } from './gateway-calls.ts'

const PAGE_SIZE = 100

type Query = Record<string, string | number | undefined>

/** A change of something. `revision` is the one it was seen with, for `If-Match`. */
interface Change {
  body?: unknown
  revision?: number
}

/** The release service, as the gateway passes it on below `/api/release/`. */
export class ReleaseClient {
  readonly #calls: GatewayCalls
  readonly #identity: Record<string, string>

  /** `identity`: headers that say who asks. */
  constructor(calls: GatewayCalls, identity: Record<string, string>) {
    this.#calls = calls
    this.#identity = identity
  }

  async get<T>(path: string, query: Query = {}): Promise<T> {
    return parse<T>(await this.#ask({ method: 'GET', path: withQuery(path, query) }))
  }

  /** The items of all pages, until `limit`. Throws GATEWAY_ERROR. */
  async list<T>(path: string, query: Query = {}, limit = Number.POSITIVE_INFINITY): Promise<T[]> {
    const items: T[] = []
    for await (const item of this.each<T>(path, { first: Math.min(PAGE_SIZE, limit), ...query })) {
      items.push(item)
      if (items.length >= limit) break
    }
    return items
  }

  /** Item by item, page after page as they are asked for. Throws GATEWAY_ERROR for pages that lead in a circle. */
  async *each<T>(path: string, query: Query = {}): AsyncGenerator<T, void> {
    let after: string | undefined
    do {
      const page: Page<T> = await this.get(path, { first: PAGE_SIZE, ...query, after })
      yield* page.items
      if (page.nextCursor !== null && page.nextCursor === after) {
        throw new CliError('GATEWAY_ERROR', `The pages of ${path} do not come to an end.`)
      }
      after = page.nextCursor ?? undefined
    } while (after !== undefined)
  }

  async change<T>(method: 'POST' | 'PATCH', path: string, { body = {}, revision }: Change = {}): Promise<T> {
    const headers = { 'content-type': 'application/json', ...ifMatch(revision) }
    return parse<T>(await this.#ask({ method, path, headers, body: JSON.stringify(body) }))
  }

  async remove(path: string): Promise<void> {
    await this.#ask({ method: 'DELETE', path })
  }

  /** Something that is no JSON; answers the status as well. */
  async send<T>(
    call: Pick<Call, 'method' | 'path' | 'headers' | 'body' | 'timeoutMs'> & { revision?: number },
  ): Promise<{ status: number; value: T }> {
    const { revision, headers, ...rest } = call
    const answer = await this.#ask({ ...rest, headers: { ...headers, ...ifMatch(revision) } })
    return { status: answer.status, value: parse<T>(answer) }
  }

  #ask(call: Call): Promise<Answer> {
    return this.#calls.ask({
      ...call,
      path: `/api/release${call.path}`,
      headers: { accept: 'application/json', ...call.headers, ...this.#identity },
    })
  }
}

function ifMatch(revision: number | undefined): Record<string, string> {
  return revision === undefined ? {} : { 'if-match': `"${revision}"` }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

function parse<T>({ status, text }: Answer): T {
  try {
    return (text === '' ? null : JSON.parse(text)) as T
  } catch (cause) {
    const message = `What answers at this address is no Portico (${status}, no JSON).`
    throw new CliError('GATEWAY_ERROR', message, { cause })
  }
}
