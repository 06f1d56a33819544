import type { Release, WantedRelease } from '@portico/release'

const callTimeoutMs = 15_000
const csrf = { 'x-portico-csrf': '1' }
const json = { 'content-type': 'application/json' }

/** An operator's session, for what the command line has no word for. */
export class Operator {
  readonly #url: string
  readonly #cookie: string

  private constructor(url: string, cookie: string) {
    this.#url = url
    this.#cookie = cookie
  }

  static async logIn(url: string): Promise<Operator> {
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { ...csrf, ...json },
      body: JSON.stringify({ tenant: 'platform', username: 'operator', password: 'portico' }),
      signal: AbortSignal.timeout(callTimeoutMs),
    })
    if (!answer.ok) throw new Error(`The operator could not log in: ${await answer.text()}`)
    return new Operator(
      url,
      answer.headers
        .getSetCookie()
        .map(cookie => cookie.split(';')[0])
        .join('; '),
    )
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path, undefined, {})
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return this.#call<T>('POST', path, body, headers)
  }

  delete(path: string): Promise<null> {
    return this.#call<null>('DELETE', path, undefined, {})
  }

  async startRelease(wanted: WantedRelease): Promise<Release> {
    const draft = await this.post<Release>('/releases', wanted)
    return this.post<Release>(`/releases/${draft.id}/start`, {}, { 'if-match': `"${draft.revision}"` })
  }

  async #call<T>(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<T> {
    const answer = await fetch(`${this.#url}/api/release${path}`, {
      method,
      headers: { ...csrf, ...(body !== undefined && json), cookie: this.#cookie, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(callTimeoutMs),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return (text === '' ? null : JSON.parse(text)) as T
  }
}
