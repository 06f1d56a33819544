import { Readable } from 'node:stream'
import { CliError } from '../errors/cli-error.ts'
import type { Answer } from './answer.ts'
import type { Call, GatewayCalls } from './gateway-calls.ts'
import { readGraphAnswer } from './graph-answer.ts'

/** A file of 50 MB over a slow line. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000
const CSRF = { 'x-portico-csrf': '1' }

export interface Credentials {
  tenant: string
  username: string
  password: string
  /** Of the authenticator app, or a recovery code; for users with a second factor. */
  code?: string | undefined
}

/** The gateway as a browser sees it: a session cookie, the CSRF header, the graph. */
export class CliGateway {
  readonly #calls: GatewayCalls
  #cookie = ''

  constructor(calls: GatewayCalls) {
    this.#calls = calls
  }

  /** What a call in the name of this session carries. */
  get headers(): Record<string, string> {
    return this.#cookie ? { ...CSRF, cookie: this.#cookie } : CSRF
  }

  /** Throws `SECOND_FACTOR_REQUIRED` where a code is needed and none was given. */
  async login({ code, ...credentials }: Credentials): Promise<void> {
    const { headers } = await this.#post('/api/session', credentials).catch(error =>
      this.#takeSecondStep(error, code),
    )
    // A single one is no list.
    const cookies = [headers['set-cookie'] ?? []].flat()
    this.#cookie = cookies.map(cookie => cookie.split(';')[0]).join('; ')
  }

  async logout(): Promise<void> {
    await this.#ask({ method: 'DELETE', path: '/api/session' })
  }

  async graph<T>(query: string, variables: Record<string, unknown>): Promise<T> {
    const answer = await this.#calls.send({
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

  /** Streams one CSV to the import route; answers the id of its job. */
  async upload(fileName: string, file: Blob | string): Promise<string> {
    const { text } = await this.#ask({
      method: 'POST',
      path: '/api/imports',
      headers: {
        'content-type': 'text/csv',
        'content-length': String(typeof file === 'string' ? Buffer.byteLength(file) : file.size),
        'x-file-name': encodeURIComponent(fileName),
      },
      body: typeof file === 'string' ? file : () => Readable.from(file.stream()),
      timeoutMs: UPLOAD_TIMEOUT_MS,
    })
    return (JSON.parse(text) as { id: string }).id
  }

  #takeSecondStep(error: unknown, code: string | undefined): Promise<Answer> {
    const isAsked = error instanceof CliError && error.code === 'SECOND_FACTOR_REQUIRED'
    if (!isAsked || code === undefined || error.facts.isEnrolled !== true) throw error
    const { pendingLogin } = error.facts
    return this.#post('/api/session/second-step', { pendingLogin, code })
  }

  /** A step of a login. */
  #post(path: string, body: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' }
    return this.#ask({ method: 'POST', path, headers, body: JSON.stringify(body), isPatient: false })
  }

  #ask(call: Call): Promise<Answer> {
    return this.#calls.ask({ ...call, headers: { ...this.headers, ...call.headers } })
  }
}
