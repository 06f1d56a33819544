import { GraphError } from '@portico/micro-app'
import type { Freshness } from '../state/freshness.ts'
import { TimeLimit } from './time-limit.ts'

/** Every call to the gateway carries this: a form on another site cannot set it. */
const CSRF = { 'x-portico-csrf': '1' }

/** Like fetch, to the page's own gateway; rejects with GraphError NETWORK or TIMEOUT. An abort by the caller stays an abort. */
export async function callGateway(
  path: string,
  init: RequestInit & { timeoutMs: number },
): Promise<Response> {
  const { timeoutMs, signal, ...request } = init
  const limit = new TimeLimit(timeoutMs)
  const headers = new Headers(request.headers)
  for (const [name, value] of Object.entries(CSRF)) headers.set(name, value)
  try {
    const answer = await fetch(path, {
      ...request,
      headers,
      signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
    })
    return limit.endWith(answer)
  } catch (error) {
    limit.end()
    throw toGraphError(error, signal ?? null)
  }
}

/**
 * The gateway as one tab calls it: every call names the snapshot the tab lives on, and every answer is read for what it
 * says about that snapshot, and about who is logged in.
 */
export class GatewayClient {
  readonly #token: string
  readonly #freshness: Freshness
  readonly #onReplaced: () => void

  /** `onReplaced`: another user has logged in beside this page. */
  constructor(token: string, freshness: Freshness, onReplaced: () => void) {
    this.#token = token
    this.#freshness = freshness
    this.#onReplaced = onReplaced
  }

  /** As `callGateway`. */
  async call(path: string, init: RequestInit & { timeoutMs: number }): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('x-portico-snapshot', this.#token)
    const answer = await callGateway(path, { ...init, headers })
    this.#freshness.receive(answer.headers)
    if (answer.headers.get('x-portico-session') === 'changed') this.#onReplaced()
    return answer
  }
}

/** Errors met while sending or while reading the answer. */
export function toGraphError(error: unknown, signal: AbortSignal | null): unknown {
  if (error instanceof GraphError || signal?.aborted) return error
  if ((error as Partial<DOMException> | null)?.name === 'TimeoutError') {
    return new GraphError('TIMEOUT', 'The gateway did not answer in time', [], { cause: error })
  }
  return new GraphError('NETWORK', 'The gateway cannot be reached', [], { cause: error })
}

interface ErrorBody {
  error?: { code?: string; message?: string; details?: unknown }
  /** RFC 9457, passed on from a service. */
  code?: string
  detail?: string
}

/** The gateway's `{error: {code, message}}`, a service's problem, or what the status says when something else answered. */
export async function errorOf(answer: Response): Promise<GraphError> {
  const body = (await answer.json().catch(() => null)) as ErrorBody | null
  const code = body?.error?.code ?? body?.code ?? statusCode(answer.status)
  const message = body?.error?.message ?? body?.detail ?? `The gateway answered ${answer.status}`
  return new GraphError(code, message, [{ code, message, details: body?.error?.details }])
}

function statusCode(status: number): string {
  if (status === 401) return 'UNAUTHENTICATED'
  return status >= 500 ? 'UNAVAILABLE' : `HTTP_${status}`
}
