export interface SentRequest {
  method: string
  path: string
  headers: Record<string, string>
  /** JSON; null sends none. */
  body: string | null
}

export interface Answered {
  status: number
  /** Null when it is no JSON. */
  body: unknown
}

/** As a request line will have it. */
export function pathOf(origin: string, path: string): string {
  const { pathname, search } = new URL(path, origin)
  return pathname + search
}

/** One HTTP call to one address. Throws when no whole answer comes. */
export async function send(origin: string, request: SentRequest, signal: AbortSignal): Promise<Answered> {
  const { method, path, headers, body } = request
  const response = await fetch(new URL(path, origin), {
    method,
    headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...headers },
    body,
    // An answer must not lead a signed context to another address.
    redirect: 'manual',
    signal,
  })
  return { status: response.status, body: parse(await response.text()) }
}

export function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError'
}

/** No connection was made, so the call cannot have had any effect. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function isUnsent(cause: unknown): boolean {
  const inner = cause instanceof Error ? cause.cause : undefined
  return inner instanceof Error && 'code' in inner && UNSENT.has(String(inner.code))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
