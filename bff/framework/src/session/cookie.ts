import type { IncomingMessage } from 'node:http'

/** The `__Host-` prefix makes the browser refuse a cookie set by a neighbouring host; it needs HTTPS. */
function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-sid' : 'sid'
}

/** Null when there is none, or when it cannot be one of ours. */
export function readSessionCookie(request: IncomingMessage, isHttps: boolean): string | null {
  const name = cookieName(isHttps)
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at < 0 || pair.slice(0, at).trim() !== name) continue
    const value = pair.slice(at + 1).trim()
    return /^[\w-]{43}$/.test(value) ? value : null
  }
  return null
}

/** Without an id: the cookie that removes it. */
export function writeSessionCookie(id: string | null, isHttps: boolean): string {
  const end = id === null ? '; Max-Age=0' : ''
  const secure = isHttps ? '; Secure' : ''
  return `${cookieName(isHttps)}=${id ?? ''}; Path=/; HttpOnly; SameSite=Strict${secure}${end}`
}
