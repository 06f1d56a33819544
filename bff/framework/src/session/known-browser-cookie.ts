import type { IncomingMessage } from 'node:http'
import { readCookie, writeCookie } from '../exchange/cookie.ts'

const NAME = 'known'
/** As long as identity knows a browser. */
const MAX_AGE_SECONDS = 180 * 24 * 3600
/** People share a browser in a shop; who logged in last comes first. */
const MAX_ACCOUNTS = 4

/** The tokens by which accounts know this browser; identity says which are real. */
export function readKnownBrowser(request: IncomingMessage, isHttps: boolean): string[] {
  const tokens = readCookie(request, NAME, isHttps)?.split('.') ?? []
  return tokens.filter(token => /^[\w-]{43}$/.test(token)).slice(0, MAX_ACCOUNTS)
}

/** `token` was given or kept by the login that has just succeeded. It outlives the session. */
export function writeKnownBrowser(token: string, known: readonly string[], isHttps: boolean): string {
  const tokens = [token, ...known.filter(other => other !== token)].slice(0, MAX_ACCOUNTS)
  return writeCookie(NAME, tokens.join('.'), { isHttps, maxAgeSeconds: MAX_AGE_SECONDS })
}
