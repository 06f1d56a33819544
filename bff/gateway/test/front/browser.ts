/** A client that keeps the session cookie and sends what the shell sends. */
export class Browser {
  readonly #url: string
  cookie = ''
  /** By which accounts know it; empty: none does. */
  known = ''

  constructor(url: string) {
    this.#url = url
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const cookies = [this.cookie, this.known && `known=${this.known}`].filter(Boolean)
    if (cookies.length > 0 && !headers.has('cookie')) headers.set('cookie', cookies.join('; '))
    const response = await fetch(this.#url + path, { redirect: 'manual', ...init, headers })
    for (const set of response.headers.getSetCookie()) this.#keep(set.split(';', 1)[0] ?? '')
    return response
  }

  #keep(pair: string): void {
    if (pair.startsWith('known=')) this.known = pair.slice('known='.length)
    else this.cookie = pair
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.fetch(path, {
      method,
      headers: { 'x-portico-csrf': '1', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  logIn(username = 'owner', password = 'portico'): Promise<Response> {
    return this.send('POST', '/api/session', { tenant: 'demo', username, password })
  }

  async ask(query: string, variables?: Record<string, unknown>): Promise<GraphBody> {
    return (await (await this.send('POST', '/graphql', { query, variables })).json()) as GraphBody
  }
}

export interface GraphBody {
  data?: Record<string, unknown> | null
  errors?: { message: string; path?: unknown[]; extensions: { code: string; details?: unknown } }[]
  extensions?: Record<string, unknown>
}

export async function errorOf(response: Response): Promise<{ status: number; code: string }> {
  const { error } = (await response.json()) as { error: { code: string } }
  return { status: response.status, code: error.code }
}

export async function graphErrorOf(
  response: Response,
): Promise<{ status: number; code: string | undefined }> {
  const { errors } = (await response.json()) as GraphBody
  return { status: response.status, code: errors?.[0]?.extensions.code }
}
