/** Of a connection, not of the request on it; no lack of our own (such as EMFILE) is among them. */
const CODES = new Set([
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const CALLS = new Set(['connect', 'getaddrinfo'])

/** There was no connection, so the service has surely got nothing of the request. */
export function isConnectError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  if (error.code === 'UND_ERR_CONNECT_TIMEOUT') return true
  if (!CODES.has(String(error.code))) return false
  // Several addresses of one host fail together.
  return error instanceof AggregateError || ('syscall' in error && CALLS.has(String(error.syscall)))
}
