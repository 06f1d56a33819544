import type { IncomingMessage } from 'node:http'
import { readCookie, writeCookie } from '../exchange/cookie.ts'

const NAME = 'sid'

/** Null when there is none, or when it cannot be one of ours. */
export function readSessionCookie(request: IncomingMessage, isHttps: boolean): string | null {
  const value = readCookie(request, NAME, isHttps)
  return value !== null && /^[\w-]{43}$/.test(value) ? value : null
}

/** Without an id: the cookie that removes it. */
export function writeSessionCookie(id: string | null, isHttps: boolean): string {
  return writeCookie(NAME, id ?? '', { isHttps, ...(id === null && { maxAgeSeconds: 0 }) })
}
