import { Agent, type Dispatcher, request } from 'undici'

/** That of the shell. */
const TIMEOUT_MS = 15_000
const CSRF = { 'x-portico-csrf': '1' }

interface Reply {
  status: number
  body: string
  headers: Record<string, string | string[] | undefined>
}

/** What came back of an operation of the graph. */
export interface GraphReply {
  data: Record<string, never> | null
  /** Of the first error; empty: none. `NETWORK` where no answer came, `HTTP_502` where another than the gateway answered. */
  code: string
  /** Parts of it are missing, and it says so. */
  isDegraded: boolean
}

/** A user's browser. Connections are kept, as browsers do. */
export class Visitor {
  readonly #urls: readonly string[]
  readonly #cookie: string
  readonly #agent: Dispatcher

  private constructor(urls: readonly string[], cookie: string, agent: Dispatcher) {
    this.#urls = urls
    this.#cookie = cookie
    this.#agent = agent
  }

  /** `urls`: of a balancer, or of gateways that are asked in turn. */
  static async logIn(
    urls: readonly string[],
    tenant: string,
    username: string,
    password: string,
  ): Promise<Visitor> {
    const agent = new Agent({ connections: 8, keepAliveTimeout: 20_000 })
    const body = JSON.stringify({ tenant, username, password })
    const anonymous = new Visitor(urls, '', agent)
    const { status, body: answer, headers } = await anonymous.send('POST', '/api/session', body)
    if (status !== 200) throw new Error(`The log-in of ${tenant} was answered ${status}: ${answer}`)
    const cookies = [headers['set-cookie'] ?? []].flat().map(cookie => cookie.split(';')[0])
    return new Visitor(urls, cookies.join('; '), agent)
  }

  async send(
    method: 'GET' | 'POST',
    path: string,
    body?: string,
    {
      headers = {},
      url = this.#urls[0],
    }: { headers?: Record<string, string>; url?: string | undefined } = {},
  ): Promise<Reply> {
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher: this.#agent,
      headers: {
        ...CSRF,
        cookie: this.#cookie,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body ?? null,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: answer.statusCode, body: await answer.body.text(), headers: answer.headers }
  }

  /** Never rejects. `at` counts the attempts: each goes to the next gateway. */
  async ask(operation: { query: string; variables?: object }, at = 0, byGet = false): Promise<GraphReply> {
    const url = this.#urls[at % this.#urls.length]
    try {
      const { status, body } = byGet
        ? await this.send('GET', `/graphql?query=${encodeURIComponent(operation.query)}`, undefined, { url })
        : await this.send('POST', '/graphql', JSON.stringify(operation), { url })
      return readReply(status, body)
    } catch (error) {
      return {
        data: null,
        code: (error as Error).name === 'TimeoutError' ? 'TIMEOUT' : 'NETWORK',
        isDegraded: false,
      }
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy()
  }
}

function readReply(status: number, body: string): GraphReply {
  try {
    const answer = JSON.parse(body)
    const code = answer.errors?.[0]?.extensions?.code ?? answer.error?.code ?? ''
    if (code === '' && status !== 200) return { data: null, code: `HTTP_${status}`, isDegraded: false }
    return {
      data: code === '' ? answer.data : null,
      code,
      isDegraded: answer.extensions?.degraded !== undefined,
    }
  } catch {
    return { data: null, code: `HTTP_${status}`, isDegraded: false }
  }
}
