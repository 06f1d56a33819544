import type { IncomingMessage } from 'node:http'
import { POSITION_HEADER } from '@portico/service-client'
import { MAX_STALE_MS } from '@portico/service-contract'
import { readCookie, writeCookie } from '../exchange/cookie.ts'

const NAME = 'written'
const MAX_SERVICES = 16
const SERVICE = /^[a-z][a-z\d-]{0,31}$/
const POSITION = /^[\dA-F]{1,8}\/[\dA-F]{1,8}$/i
/** For longer than any read may be stale, and the answer's way. */
const MAX_AGE_SECONDS = (2 * MAX_STALE_MS) / 1000

/**
 * Up to where a browser has written in each service's database, so that its reads see that. A cookie keeps it, for as long as a
 * read may be stale. It is not signed: who forges it is answered by the primary, as without a replica.
 */
export class Positions {
  readonly #known: Map<string, string>
  readonly #isHttps: boolean
  #isChanged = false

  constructor(known: Iterable<readonly [string, string]> = [], isHttps = false) {
    this.#known = new Map(known)
    this.#isHttps = isHttps
  }

  /** Of the cookie; what is not of its form is left out. */
  static of(request: IncomingMessage, isHttps: boolean): Positions {
    const members = readCookie(request, NAME, isHttps)?.split('.', MAX_SERVICES) ?? []
    return new Positions(members.flatMap(pairOf), isHttps)
  }

  /** To be sent with a read of the service; undefined: it was not written to. */
  get(service: string): string | undefined {
    return this.#known.get(service)
  }

  /** What the service says in an answer. */
  note(service: string, headers: Readonly<Record<string, unknown>>): void {
    const position = headers[POSITION_HEADER]
    if (typeof position !== 'string' || !POSITION.test(position) || !SERVICE.test(service)) return
    this.#known.set(service, position)
    this.#isChanged = true
  }

  /** For the answer; null: nothing was written. */
  cookie(): string | null {
    if (!this.#isChanged) return null
    const text = [...this.#known].map(([service, position]) => `${service}:${position}`).join('.')
    return writeCookie(NAME, text, { isHttps: this.#isHttps, maxAgeSeconds: MAX_AGE_SECONDS })
  }
}

function pairOf(member: string): [string, string][] {
  const [service = '', position = ''] = member.split(':')
  return SERVICE.test(service) && POSITION.test(position) ? [[service, position]] : []
}
