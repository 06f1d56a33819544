import { CliError } from '../errors/cli-error.ts'
import type { Answer } from './answer.ts'
import { readFailure } from './failure.ts'

const READ_PAUSE_MS = 500
const TRANSIENT = new Set([502, 503, 504])

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  headers?: Record<string, string>
  body?: string | Blob | ReadableStream<Uint8Array>
  /** Left out: that of the exchange. */
  timeoutMs?: number
}

/** Calls to one gateway, each with an end in time. Reads are tried twice when the first try says nothing of the thing itself. */
export class Exchange {
  readonly url: string
  readonly #timeoutMs: number
  readonly #sleep: (ms: number) => Promise<void>

  /** Throws URL_INVALID. */
  constructor(url: string, timeoutMs: number, sleep: (ms: number) => Promise<void>) {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
      throw new CliError('URL_INVALID', `${url} is not the address of a gateway.`)
    }
    this.url = url.replace(/\/+$/, '')
    this.#timeoutMs = timeoutMs
    this.#sleep = sleep
  }

  /** Whatever the status. Throws UNREACHABLE, TIMEOUT. */
  async send(call: Call): Promise<Answer> {
    if (call.method !== 'GET') return this.#attempt(call)
    const first = await this.#attempt(call).catch(error => error as CliError)
    if (!(first instanceof CliError) && !TRANSIENT.has(first.status)) return first
    await this.#sleep(READ_PAUSE_MS)
    return this.#attempt(call)
  }

  /** The answer, when it is a good one. Throws what the gateway said, UNREACHABLE, TIMEOUT. */
  async ask(call: Call): Promise<Answer> {
    const answer = await this.send(call)
    if (answer.status >= 200 && answer.status < 300) return answer
    throw readFailure(answer)
  }

  async #attempt({ method, path, headers = {}, body, timeoutMs = this.#timeoutMs }: Call): Promise<Answer> {
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(timeoutMs),
        // A token goes to the address it was meant for, and nowhere that one points to.
        redirect: 'manual',
        ...(body !== undefined && { body, duplex: 'half' }),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    } catch (cause) {
      throw describeSilence(this.url, method, timeoutMs, cause)
    }
  }
}

function describeSilence(url: string, method: string, timeoutMs: number, cause: unknown): CliError {
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    const doubt = method === 'GET' ? '' : ' It may have been done all the same: look first.'
    return new CliError('TIMEOUT', `${url} did not answer within ${timeoutMs / 1000} s.${doubt}`, { cause })
  }
  return new CliError('UNREACHABLE', `${url} does not answer${reasonOf(cause)}.`, { cause })
}

/** Such as ` (ECONNREFUSED)`: fetch keeps the reason one level below. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' ? ` (${code})` : ''
}
