import type { IncomingMessage } from 'node:http'
import { readCookie, writeCookie } from './cookie.ts'

const name = 'known'
/** As long as identity knows a browser. */
const maxAgeSeconds = 180 * 24 * 3600
/** People share a browser in a shop; who logged in last comes first. */
const maxAccounts = 4

/** The tokens by which accounts know this browser; identity says which are real. */
export function readKnownBrowser(request: IncomingMessage, isHttps: boolean): string[] {
  const tokens = readCookie(request, name, isHttps)?.split('.') ?? []
  return tokens.filter(token => /^[\w-]{43}$/.test(token)).slice(0, maxAccounts)
}

/** `token` was given or kept by the login that has just succeeded. It outlives the session. */
export function writeKnownBrowser(token: string, known: readonly string[], isHttps: boolean): string {
  const tokens = [token, ...known.filter(other => other !== token)].slice(0, maxAccounts)
  return writeCookie(name, tokens.join('.'), { isHttps, maxAgeSeconds })
}
