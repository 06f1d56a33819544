import type { IncomingMessage } from 'node:http'
import { readCookie, writeCookie } from '../exchange/cookie.ts'

const NAME = 'sso'
const MAX_AGE_SECONDS = 10 * 60

/** The state this browser went to the provider with: an answer that comes back in another browser logs no user in. */
export function readSsoState(request: IncomingMessage, isHttps: boolean): string | null {
  const state = readCookie(request, NAME, isHttps)
  return state !== null && /^[\w.-]{1,300}$/.test(state) ? state : null
}

/** Null removes it. Lax, for the provider leads the browser back. */
export function writeSsoState(state: string | null, isHttps: boolean): string {
  return writeCookie(NAME, state ?? '', {
    isHttps,
    sameSite: 'Lax',
    maxAgeSeconds: state === null ? 0 : MAX_AGE_SECONDS,
  })
}
