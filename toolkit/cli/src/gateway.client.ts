import { CliError } from './cli-error.ts'

const TIMEOUT_MS = 30_000
/** A file of 50 MB over a slow line. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000
const CSRF = { 'x-portico-csrf': '1' }

export interface Credentials {
  tenant: string
  username: string
  password: string
}

interface GraphAnswer<T> {
  data?: T
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** The gateway as a merchant's browser sees it: a session cookie, the CSRF header, the graph. */
export class GatewayClient {
  readonly #url: string
  #cookie = ''

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '')
  }

  async login(credentials: Credentials): Promise<void> {
    const response = await this.#send('/api/session', {
      method: 'POST',
      headers: { ...CSRF, 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    })
    this.#cookie = response.headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; ')
  }

  async logout(): Promise<void> {
    await this.#send('/api/session', { method: 'DELETE', headers: CSRF })
  }

  async graph<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    const response = await this.#send('/graphql', {
      method: 'POST',
      headers: { ...CSRF, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = (await response.json()) as GraphAnswer<T>
    const first = errors?.[0]
    if (first) throw new CliError(first.extensions?.code ?? 'GRAPH_ERROR', first.message)
    if (!data) throw new CliError('GRAPH_ERROR', 'The gateway answered without data.')
    return data
  }

  /** Streams one CSV to the import road; answers the id of its job. */
  async upload(fileName: string, body: Blob | string): Promise<string> {
    const request: RequestInit & { headers: Record<string, string> } = {
      method: 'POST',
      headers: { ...CSRF, 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(fileName) },
      body,
    }
    const response = await this.#send('/api/imports', request, UPLOAD_TIMEOUT_MS)
    return ((await response.json()) as { id: string }).id
  }

  async #send(
    path: string,
    init: RequestInit & { headers: Record<string, string> },
    timeoutMs = TIMEOUT_MS,
  ): Promise<Response> {
    const headers = this.#cookie ? { ...init.headers, cookie: this.#cookie } : init.headers
    const response = await fetch(`${this.#url}${path}`, {
      ...init,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(cause => {
      throw new CliError(
        'GATEWAY_UNREACHABLE',
        `${this.#url} does not answer. Is Portico running (npm start)?`,
        { cause },
      )
    })
    if (response.ok || path === '/graphql') return response
    throw await toError(response)
  }
}

async function toError(response: Response): Promise<CliError> {
  const text = await response.text()
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } }
    return new CliError(error.code, error.message)
  } catch {
    return new CliError('GATEWAY_ERROR', `The gateway answered ${response.status}: ${text.slice(0, 200)}`)
  }
}
