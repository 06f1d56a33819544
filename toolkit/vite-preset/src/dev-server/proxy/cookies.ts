import { createHash } from 'node:crypto'

/** They ask for https, or for a domain that a loopback address is not in. */
const LEFT_OUT = /^(?:secure|partitioned|domain=.*)$/i

/**
 * Names and attributes of a baseline's cookies, as a browser takes them from a loopback address. A browser keeps cookies by host and
 * not by port, so each name begins with a mark of its baseline: the session of one is never sent to another, nor is any cookie of other
 * servers on this machine. Development servers of one baseline share its log-in.
 */
export class BaselineCookies {
  readonly #mark: string

  constructor(origin: string) {
    this.#mark = `portico-${createHash('sha256').update(origin).digest('hex').slice(0, 8)}.`
  }

  /** A `Set-Cookie` of the baseline, for the browser. Behind the mark `__Host-` and `__Secure-` ask for nothing. */
  toBrowser(cookie: string): string {
    const [pair = '', ...attributes] = cookie.split(';').map(part => part.trim())
    const kept = attributes.filter(attribute => !LEFT_OUT.test(attribute))
    // `None` is for https alone.
    const sent = kept.map(attribute => attribute.replace(/^samesite=none$/i, 'SameSite=Lax'))
    return [this.#mark + pair, ...sent].join('; ')
  }

  /** The `Cookie` header for the baseline; undefined: there is none of it. */
  toBaseline(header: string | undefined): string | undefined {
    const pairs = (header ?? '').split(';').map(pair => pair.trim())
    const own = pairs.filter(pair => pair.startsWith(this.#mark)).map(pair => pair.slice(this.#mark.length))
    return own.length === 0 ? undefined : own.join('; ')
  }
}
