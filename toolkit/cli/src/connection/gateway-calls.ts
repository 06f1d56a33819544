import type { Readable } from 'node:stream'
import { type Attempt, type Exchange, FixedClient } from '@portico/service-client'
import { CliError } from '../errors/cli-error.ts'
import type { Answer } from './answer.ts'
import { readFailure } from './failure.ts'

const READ_PAUSE_MS = 500
/** Through the internet, and a proxy. */
const CONNECT_TIMEOUT_MS = 10_000
const TRANSIENT = new Set([502, 503, 504])
const TOO_MANY = 429
/** Of one call. A command of many calls spends what one user may ask of the gateway in a moment. */
const MAX_WAIT_SECONDS = 60
const NAME = 'portico-cli'

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  headers?: Record<string, string>
  /** A function makes what is read as it is sent. */
  body?: string | (() => Readable)
  /** Left out: that of all calls. */
  timeoutMs?: number
  /** False: a refusal for the number of tries is shown at once, as that of a login is. */
  isPatient?: boolean
}

/**
 * Calls to one gateway, each with an end in time. Reads are tried twice when the first try says nothing of the thing itself.
 * A call that comes too early for its user's budget (429 with `Retry-After`, refused before anything was done) is made again
 * when the gateway says so, within 60 s.
 */
export class GatewayCalls {
  readonly url: string
  readonly #timeoutMs: number
  readonly #client: FixedClient
  readonly #sleep: (ms: number) => Promise<void>

  /** Throws URL_INVALID. */
  constructor(url: string, timeoutMs: number, sleep: (ms: number) => Promise<void>) {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new CliError('URL_INVALID', `${url} is not the address of a gateway.`)
    }
    this.url = url.replace(/(?<!\/)\/+$/, '')
    this.#timeoutMs = timeoutMs
    this.#sleep = sleep
    this.#client = new FixedClient('gateway', url, {
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      pause: () => sleep(READ_PAUSE_MS),
      isFailure: ({ status }) => TRANSIENT.has(status),
    })
  }

  /** Whatever the status. Throws UNREACHABLE, TIMEOUT. */
  async send({ isPatient = true, ...call }: Call): Promise<Answer> {
    let waitedSeconds = 0
    for (;;) {
      const answer = await this.#sendOnce(call)
      const pauseSeconds = isPatient ? retryAfterOf(answer) : null
      if (pauseSeconds === null || waitedSeconds + pauseSeconds > MAX_WAIT_SECONDS) return answer
      waitedSeconds += pauseSeconds
      await this.#sleep(pauseSeconds * 1000)
    }
  }

  async #sendOnce({ headers, timeoutMs = this.#timeoutMs, ...call }: Call): Promise<Answer> {
    const all = { 'user-agent': NAME, ...headers }
    const attempt = await this.#client.send({ ...call, headers: all, timeoutMs })
    if (attempt.outcome !== 'answered') throw describeSilence(this.url, call.method, timeoutMs, attempt)
    const { status, headers: answered, body } = attempt.answer
    return { status, headers: answered, text: body.toString() }
  }

  /** The answer, when it is a good one. Throws what the gateway said, UNREACHABLE, TIMEOUT. */
  async ask(call: Call): Promise<Answer> {
    const answer = await this.send(call)
    if (answer.status >= 200 && answer.status < 300) return answer
    throw readFailure(answer)
  }
}

/** Seconds, at least one. Null: the answer is not one that waiting mends. */
function retryAfterOf({ status, headers }: Answer): number | null {
  const seconds = Number(headers['retry-after'])
  return status === TOO_MANY && Number.isFinite(seconds) ? Math.max(1, seconds) : null
}

function describeSilence(
  url: string,
  method: string,
  timeoutMs: number,
  { outcome, cause }: Exclude<Attempt<Exchange>, { outcome: 'answered' }>,
): CliError {
  if (outcome === 'timedOut') {
    const doubt = method === 'GET' ? '' : ' It may have been done all the same: look first.'
    return new CliError('TIMEOUT', `${url} did not answer within ${timeoutMs / 1000} s.${doubt}`, { cause })
  }
  return new CliError('UNREACHABLE', `${url} does not answer${reasonOf(cause)}.`, { cause })
}

/** Such as ` (ECONNREFUSED)`. */
function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? ` (${code})` : ''
}
