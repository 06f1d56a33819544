export interface SentRequest {
  method: string
  path: string
  headers: Record<string, string>
  /** Sent as JSON; undefined sends none. */
  body?: unknown
}

export interface Answered {
  status: number
  /** Null when it is no JSON. */
  body: unknown
}

/** One HTTP call to one address. Throws when no whole answer comes. */
export async function send(origin: string, request: SentRequest, signal: AbortSignal): Promise<Answered> {
  const { method, path, headers, body } = request
  const hasBody = body !== undefined
  const response = await fetch(new URL(path, origin), {
    method,
    headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
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
