import type { IncomingMessage } from 'node:http'

/** The `__Host-` prefix makes the browser refuse a cookie set by another host of the domain; it needs HTTPS. */
function fullName(name: string, isHttps: boolean): string {
  return isHttps ? `__Host-${name}` : name
}

/** Null when there is none. */
export function readCookie(request: IncomingMessage, name: string, isHttps: boolean): string | null {
  const wanted = fullName(name, isHttps)
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at >= 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim()
  }
  return null
}

interface CookieOptions {
  isHttps: boolean
  maxAgeSeconds?: number
  /** Lax is sent when another site leads here, as an identity provider does. */
  sameSite?: 'Strict' | 'Lax'
}

/** A cookie no script can read and no other site can send. Without `maxAgeSeconds` it ends with the browser. */
export function writeCookie(
  name: string,
  value: string,
  { isHttps, maxAgeSeconds, sameSite = 'Strict' }: CookieOptions,
): string {
  const end = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
  const secure = isHttps ? '; Secure' : ''
  return `${fullName(name, isHttps)}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${secure}${end}`
}
