import type { IncomingMessage } from 'node:http'

/** Scheme and host as the browser sees them. Forwarded headers are believed only behind a proxy of ours. */
export function originOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const host = (isBehindProxy && first(request.headers['x-forwarded-host'])) || request.headers.host
  return `${isSecure(request, isBehindProxy) ? 'https' : 'http'}://${host}`
}

export function isSecure(request: IncomingMessage, isBehindProxy: boolean): boolean {
  if (isBehindProxy) return first(request.headers['x-forwarded-proto']) === 'https'
  return 'encrypted' in request.socket && request.socket.encrypted === true
}

/** The proxy appends the address it saw, so the last one is the only one not made up. */
export function addressOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const forwarded = isBehindProxy ? String(request.headers['x-forwarded-for'] ?? '') : ''
  return forwarded.split(',').at(-1)?.trim() || request.socket.remoteAddress || ''
}

function first(value: string | string[] | undefined): string {
  return (
    String(value ?? '')
      .split(',', 1)[0]
      ?.trim() ?? ''
  )
}
