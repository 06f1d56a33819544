import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { BaselineCookies } from './cookies.ts'

/** Of one connection alone (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade'],
]
/** What a proxy in front of this one would say; to the baseline a request comes from here. */
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]
/** Promises about https and other addresses, which would hold for this machine. */
const OF_THE_BASELINE = ['alt-svc', 'strict-transport-security', 'clear-site-data']

export interface Addresses {
  /** Where the browser is: an origin of this server. */
  here: string
  /** Of the server that is asked. */
  there: string
  host: string
  /** Left out: cookies stay here. */
  cookies?: BaselineCookies
}

/** For the server that is asked. `added` win, and one that is undefined is left out. */
export function requestHeaders(
  request: IncomingMessage,
  addresses: Addresses,
  added: OutgoingHttpHeaders = {},
): OutgoingHttpHeaders {
  const { headers } = request
  const passed = without(headers, [...HOP_BY_HOP, ...FORWARDED, 'expect', 'cookie', ...listed(headers)])
  const cookie = addresses.cookies?.toBaseline(headers.cookie)
  const { origin, referer } = headers
  return definedOnly({
    ...passed,
    host: addresses.host,
    // Only what this page sent is the baseline's own; anything else it shall judge itself.
    ...(origin === addresses.here && { origin: addresses.there }),
    ...(referer && { referer: moved(referer, addresses.here, addresses.there) }),
    ...(cookie !== undefined && { cookie }),
    ...added,
  })
}

/** For the browser: an answer of the server that was asked. */
export function answerHeaders({ headers }: IncomingMessage, addresses: Addresses): OutgoingHttpHeaders {
  const { location, 'set-cookie': set } = headers
  const passed = without(headers, [...HOP_BY_HOP, ...OF_THE_BASELINE, 'set-cookie', ...listed(headers)])
  const { cookies } = addresses
  return {
    ...passed,
    ...(location !== undefined && { location: movedLocation(location, addresses) }),
    ...(cookies && set && { 'set-cookie': set.map(cookie => cookies.toBrowser(cookie)) }),
  }
}

/** Of an upgrade, which is about the connection itself. */
export function upgradeHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return { connection: 'Upgrade', upgrade: headers.upgrade }
}

/** `/x`, not `http://127.0.0.1:5300/x`: the browser may have come by another name of this machine. */
function movedLocation(location: string, { there }: Addresses): string {
  if (!URL.canParse(location)) return location
  const url = new URL(location)
  return url.origin === there ? url.pathname + url.search + url.hash : location
}

function moved(address: string, from: string, to: string): string {
  return address === from || address.startsWith(`${from}/`) ? to + address.slice(from.length) : address
}

/** Further headers that are of the connection alone. */
function listed({ connection }: IncomingHttpHeaders): string[] {
  return (connection ?? '').split(',').map(name => name.trim().toLowerCase())
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  const left = new Set(names)
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)))
}

function definedOnly(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
}
