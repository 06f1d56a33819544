import type { IncomingMessage } from 'node:http'
import { GraphFault } from '../graphql/fault.ts'
import { originOf } from './client.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site made the browser send. A header of our own cannot be set by a form, and needs a preflight
 * that is never answered here; Origin and Sec-Fetch-Site are the second and third lock.
 */
export function assertSameSite(request: IncomingMessage, isBehindProxy: boolean): void {
  if (safeMethods.has(request.method ?? '')) return
  const { origin, 'sec-fetch-site': site, 'x-portico-csrf': token } = request.headers
  if (token !== '1') throw new GraphFault('CSRF_REQUIRED', 'The header x-portico-csrf: 1 is required.')
  const isForeign = origin !== undefined && origin !== originOf(request, isBehindProxy)
  if (isForeign || site === 'cross-site' || site === 'same-site') {
    throw new GraphFault('CROSS_SITE', 'The request came from another site.')
  }
}
