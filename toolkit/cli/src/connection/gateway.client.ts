import { CliError } from '../cli-error.ts'
import type { Answer } from './answer.ts'
import type { Call, Exchange } from './exchange.ts'
import { readFailure } from './failure.ts'

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

/** The gateway as a browser sees it: a session cookie, the CSRF header, the graph. */
export class GatewayClient {
  readonly #exchange: Exchange
  #cookie = ''

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /** What a call in the name of this session carries. */
  get headers(): Record<string, string> {
    return this.#cookie ? { ...CSRF, cookie: this.#cookie } : CSRF
  }

  async login(credentials: Credentials): Promise<void> {
    const { headers } = await this.#ask({
      method: 'POST',
      path: '/api/session',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    })
    this.#cookie = headers
      .getSetCookie()
      .map(cookie => cookie.split(';')[0])
      .join('; ')
  }

  async logout(): Promise<void> {
    await this.#ask({ method: 'DELETE', path: '/api/session' })
  }

  async graph<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    const answer = await this.#exchange.send({
      method: 'POST',
      path: '/graphql',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = readGraphAnswer<T>(answer)
    const first = errors?.[0]
    if (first) throw new CliError(first.extensions?.code ?? 'GRAPH_ERROR', first.message)
    if (!data) throw new CliError('GRAPH_ERROR', 'The gateway answered without data.')
    return data
  }

  /** Streams one CSV to the import road; answers the id of its job. */
  async upload(fileName: string, body: Blob | string): Promise<string> {
    const { text } = await this.#ask({
      method: 'POST',
      path: '/api/imports',
      headers: { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(fileName) },
      body,
      timeoutMs: UPLOAD_TIMEOUT_MS,
    })
    return (JSON.parse(text) as { id: string }).id
  }

  #ask(call: Call): Promise<Answer> {
    return this.#exchange.ask({ ...call, headers: { ...this.headers, ...call.headers } })
  }
}

/** The graph says its errors in the body, whatever the status; what is no graph answer is a failure of the road. */
function readGraphAnswer<T>(answer: Answer): GraphAnswer<T> {
  try {
    const body = JSON.parse(answer.text) as GraphAnswer<T>
    if (body.data !== undefined || body.errors !== undefined) return body
  } catch {
    // Told below.
  }
  throw readFailure(answer)
}
